// Package redact takes out of a text what tells who wrote it, before the text is kept for editors to learn from.
//
// What people type when Lotse does not understand them often holds more than the question: a name, an address, a telephone number, the
// number of an identity card. None of that helps an editor, and nobody has agreed to its being kept. So it is replaced by a word in
// brackets, such as [Name] or [Zahl], before anything is written down; there is no other copy.
//
// It errs towards taking out too much: every number of four digits or more goes, and so do the words behind "ich heiße" and "Frau". No
// list knows all names, though: one that is rare and stands alone in a sentence stays. That is why these texts are also kept for a
// limited time only and without the conversation they are from.
package redact
