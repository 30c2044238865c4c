// Package transcript is one notation for conversations. A transcript is what an editor can read, a reviewer can compare and a
// program can play:
//
//	lang: de
//
//	citizen> /start
//	lotse<   Guten Tag! Worum geht es?
//	         [Ausweis] [Umzug]
//	citizen> [Ausweis]
//	agent>   Hallo, wie kann ich helfen?
//	agent jens> notiz das weiß Karla besser
//	later>   24h
//
// Lines that end in ">" are what people and the clock do; lines that end in "<" are what happens then: what Lotse says to the
// citizen (lotse<), what the desk sees (desk<) and what the operator's side notes (host<). [Label] is a tap on a button, everything
// else is typed; (location 51.35,11.99), (photo) and (voice) are things that are no text. The buttons back and menu, which
// every question has, are not printed. Who writes agent> lines, and what becomes of them, is the business of the [Desk] that plays along.
//
// A Talk plays a conversation over the engine and keeps the session only as JSON, so that every transcript also shows that a
// conversation survives a restart between any two lines.
package transcript
