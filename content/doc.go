// Package content holds what staff edit, and the catalogue that answers questions about it.
//
// The YAML lies beside the code and inside the program ([FS]); another folder can take its place ([Open]). Flows and messages
// are the business of package flows. This package reads the facts: places (where can I go?), municipalities (who is
// responsible for me?), services (what do I need?) and dates (when is the next one?). [LoadCatalogue] checks them and reports every
// mistake with its place in the file; a [Catalogue] looks things up and turns them into cards that can be said.
//
// A wrong answer costs a citizen a trip. So nothing is shown without saying where it comes from and how old it is, what is
// doubtful is marked, and what is not known is left out or said to be unknown. Coordinates become a pin on the map only where
// they are those of the building or the street.
package content
