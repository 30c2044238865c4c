// Package bot is the host of the conversations: it takes in what channels receive, lets the engine answer, keeps the state and
// delivers the answers.
//
// Nothing is lost because there is always exactly one side that keeps a thing. A channel acknowledges an update only after it was
// accepted; accepting is one transaction in which the update is marked as seen, the session goes on and the answers are put into the outbox,
// together or not at all. An answer leaves the outbox in the transaction that keeps its receipt. So a crash at any moment leaves each update
// processed once, and each answer sent at least once, twice only if the crash came between the channel's yes and the receipt.
//
// Where volunteers answer ([Desk]), a conversation may have a ticket; package desk decides what happens to it. An update that concerns it is
// still one transaction: engine, ticket and what both sides are to read. What volunteers do is a transaction of its own, known by keys that
// are remembered for longer than any downtime. What is for the volunteers waits in a lane of its own, in order within a ticket. An attempt at a
// post is made durable before it is made; a later one looks whether the post is there. So volunteers read nothing twice. The ticket learns what
// became of everything, in the transaction that takes it out of the outbox, and tells whoever wrote it.
//
// Entries of one conversation are sent strictly in order, conversations side by side. What a send error means is said by the
// error itself ([SendError]); delivery branches on nothing else.
//
// Personal data does not appear in logs: a conversation is a keyed hash there, and errors carry no texts, names or tokens.
package bot
