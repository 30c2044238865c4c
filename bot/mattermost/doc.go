// Package mattermost lets volunteers answer from Mattermost. It is the only package that knows the server's API and its library.
//
// The package decides nothing about tickets. What comes in becomes an [Event] around one of package desk's agent events; what
// the desk wants done comes as an [Outbound] around one of its actions.
//
// # What comes in
//
// The truth is what the REST API says. The websocket only rings: whatever it reports makes us look, and when it is down we look
// every few seconds. Looking means asking for all posts that changed since the cursor, a minute of overlap included. Each event
// has a key that is the same whenever the same thing is seen again, so the host takes it in once. An answer of the server has
// room for 1,000 changed posts, in no order; when it is full, pages and narrower questions fill the gap as far as the API allows.
//
// The cursor is the server's own time, in milliseconds, below which everything has been taken in. It moves only inside the
// host's transaction.
//
// # What goes out
//
// Every post carries the entry's key in its props. Where an earlier attempt may have taken effect, the key is looked for in the
// thread before anything is posted again. Edits, deletions and reactions may be repeated without harm.
//
// What the bot account deletes is gone for everybody in the chat, but stays in the server's database until an administrator purges it.
// A file whose post never came, because we were stopped between the two, stays on the server and cannot be deleted by a bot.
//
// # Without and with an address of our own
//
// Words and reactions need outbound connections only. With [Config.PublicURL], root posts have buttons and the slash command
// works; see [Channel.Handler].
package mattermost
