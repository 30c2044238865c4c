// Package hours reads opening hours in the notation of OpenStreetMap (key
// opening_hours, specification 0.7) and answers three questions: is it open
// now, when does that change, and which intervals of a period are open.
//
// It exists because a wrong opening hour costs a citizen a trip. Therefore the
// parser is strict: what it does not understand, or what can be read in two
// ways, is an [Error] with a position, a sentence for the person who wrote it
// and, where possible, the expression that was probably meant. Nothing is
// guessed: open ends and rules that need missing data evaluate to [Unknown].
//
// Where the specification leaves room, the package follows the reference
// implementation: a later rule for a day replaces earlier ones for that
// calendar day, including what spilled over from the evening before; a closing
// rule only closes its own times; a fallback (||) fills whatever is not open.
// The last day of a range of dates is part of it, also if it is easter.
//
// Not supported, and refused by name: sunrise, sunset, dawn and dusk, single
// points in time (12:00) and periods of them (10:00-16:00/90), comments in
// front of a rule, weekday offsets of dates (Dec 25 -Su).
//
// Public holidays and time zone belong to the [Calendar] an evaluation is given.
package hours
