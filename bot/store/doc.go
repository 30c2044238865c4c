// Package store keeps everything that must survive a crash, in one bbolt file: sessions, what waits to be sent, what was sent and
// can be edited, timers, keys of what was seen, and the books that the operator reads.
//
// The host works in transactions with domain operations; nothing outside this package knows a bucket or a key. What is done in
// one [DB.Update] becomes durable together or not at all. Updates that wait at the same time share one transaction, because the
// disk's answer is what takes time; one that comes alone starts at once. A function given to Update may therefore run more than
// once and must not touch anything but its transaction and what it resets itself.
//
// Contents of messages and sessions are bytes that the store does not look into.
//
// A transaction remembers its first failure and refuses to commit, so that domain operations need no error each. Only the disk
// makes them fail: a record that cannot be read is handed out as it is, marked, and never stands in anybody's way.
//
// No operation of a turn and nothing at start walks through all conversations. Only [DB.Sweep] and [DB.Compact] do, in pieces or on request.
package store
