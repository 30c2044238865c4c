// Package telegramtest is a strict stand-in for the Telegram Bot API, for tests. It is part of no product.
//
// A [Server] is one bot's Bot API with its chats and its queue of updates. It is an http.RoundTripper, for tests in one
// process and in synctest bubbles, and an http.Handler, for a server on loopback that a built binary talks to. Both are the
// same inside. [Citizen] is a person with a phone who writes, taps and blocks.
//
// It answers as Telegram does where that matters to a bot: getUpdates hands out what is not confirmed, again and again,
// and an offset confirms; a second getUpdates ends the first with 409; texts are parsed for entities with Telegram's
// errors and measured after that; edits of unknown messages, second answers to a callback and messages to people who have
// blocked the bot are refused.
//
// It is stricter than Telegram in one respect: unknown methods, unknown parameters, wrong types and missing required
// parameters are refused and remembered in [Server.Problems], where Telegram would ignore some of them.
//
// Faults can be put in front of any call: see [Server.Fail] and [Server.OnCall].
//
// The file api.json holds facts of the Bot API 10.1 (June 11, 2026): for each method its parameters, for each type that a
// parameter can have its fields, with the types that https://core.telegram.org/bots/api names, "|" between alternatives
// and "!" before required ones; and the kinds of updates. It was made from a machine-readable description of that page
// (github.com/PaulSonOfLars/telegram-bot-api-spec, commit 160fd99507e1, api.min.json) by keeping name, types and required
// of every field of every method and of all types that can be reached from there.
package telegramtest
