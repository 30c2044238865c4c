// Package flows is the conversation engine: it reads flows from YAML, checks them, and runs them.
//
// A flow is a conversation about one matter, made of steps. A step says something and then waits for an answer, shows something,
// hands over to a human, or goes on. [Load] turns the files into a [Set] and reports every problem with its place;
// [Engine.Advance] takes one citizen's [Session] and one [Input] and returns the next session and the effects that the host has to carry out.
//
// Advance is pure and total: no clock, no I/O, no error. The session is plain JSON between any two inputs, so the host decides where it
// is stored, and a restart between two messages changes nothing. What can still go wrong in content that passed the checks (a
// circle through conditions, a step that vanished while somebody stood on it) ends in a [Fault] for the operator and a friendly sentence
// for the citizen.
//
// German is the source language and stands in the flows; other languages are message files, see [Texts].
package flows
