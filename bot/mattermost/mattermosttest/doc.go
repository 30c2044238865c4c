// Package mattermosttest is the part of a Mattermost server that the Lotse uses, in memory: one team, one channel, its people,
// their direct messages with the bot account.
//
// It is strict: a call, a parameter or a field that the server does not have is a problem that tests can see. What it does was read
// from the server's source and measured on a real one, the surprises included: changes come in no order and at most a thousand,
// an edit leaves its older version among them, a deleted post answers 403 to edits and reactions, a public channel can be read by whoever was removed.
package mattermosttest
