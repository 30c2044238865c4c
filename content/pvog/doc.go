// Package pvog turns answers of the PVOG search service into proposals for services and places.
//
// The Portalverbund Online-Gateway (PVOG) collects what the federation, the states and the municipalities publish about their services:
// who is responsible where, office hours, online services. Its search service answers without a key, in JSON. What it says is official and
// often better kept than what volunteers can keep; it is also long, written by lawyers, and sometimes wrong or old. So nothing of it
// reaches citizens by itself: [Propose] compares it with what the staff wrote and writes YAML that a person reads, shortens and adopts.
//
// Nobody promises the form of the answers. What is not as expected is reported with the way to it ([Deviations]) and left out; nothing is
// guessed. Opening hours become those of OpenStreetMap only where each line says a day and times, and stay a remark otherwise. Names of
// persons are dropped; texts belong to their authors and are shown for comparison only, as comments.
//
// The package is pure: fetching is the business of the command.
package pvog
