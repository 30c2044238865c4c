// Package telegram lets the Lotse talk on Telegram. It is the only package that knows the Bot API and its library.
//
// Telegram keeps our inbox: an update counts as received once getUpdates asks for a higher number, or once a webhook
// request is answered with 200. Both happen here only after the host has taken the update in, so a crash at any moment
// makes Telegram deliver again, and the host knows what it has seen by [bot.Update.Key]. For the same reason the channel
// keeps no cursor of its own. The first getUpdates asks for the earliest update that is not confirmed; a stored number
// would hide updates after a change of the token or after a week of silence, when Telegram begins to count at random.
//
// The library's own polling and webhook handler confirm before the work is done, so they are not used. Its types are, and its
// methods for what is rarely asked; what every turn of a conversation needs is sent as JSON, for a third of the work.
//
// # What comes in
//
// One update of Telegram is one [bot.Update]. An album comes as up to ten messages that only share an id, which becomes the
// updates' Album; no timer and no memory is needed to tell which one is the first.
//
// The Lotse talks in private chats only. In a group it says one sentence when it is added or spoken to. The key of that
// update is the group's, so it is said once for as long as the host remembers keys.
//
// # Files
//
// The handle of a citizen's file is Telegram's file_id, which stays valid for this bot; [Channel.Open] fetches what it names.
// Contacts have none: they name third persons and go no further.
//
// # Receipts
//
// A receipt is the ids of the messages that an entry has become. The id of a citizen's message is Telegram's, in decimals. Both are
// stored, so their form is a promise.
package telegram
