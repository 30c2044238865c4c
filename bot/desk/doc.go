// Package desk is the ticket between a citizen and the volunteer Lotsen, as a pure state machine.
//
// [Step] takes a ticket, one event, the town's rules and the time, and returns the next ticket and what has to be done. It
// reads no clock, does no I/O and cannot fail: an event that makes no sense any more does nothing. Events of one ticket come one at a
// time, so the first claim wins by construction.
//
// What is shown is not scattered over the events but derived from the ticket after each of them: the card of the root post, the
// citizen's status message and the timers are functions of the state, and only their differences become actions.
//
// Who is heard by whom:
//   - Only the owner's posts go to the citizen. Everything else in the thread is internal and gets a mark.
//   - A post of the owner is a note if its first word is "notiz", or if it begins with "intern:", "//" or an @name.
//   - A post is a word for the desk only if it is nothing but that word; see [ParseWords]. "Fertig ist der Antrag erst morgen" is an answer.
//   - What looks like a number that nobody should give away is held back; see [Inspect]. The digits of a PIN, PUK or CAN
//     are never passed on, and never stored.
//
// The ticket keeps no texts of either side, but ids of posts and messages, so that edits and deletions can follow, and for the moment what the
// guard held back.
package desk
