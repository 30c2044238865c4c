// Package richtext is the small Markdown subset in which staff write what the Lotse says, and its rendering for
// Telegram, Mattermost and the terminal.
//
// The subset: paragraphs, **bold**, *italic* or _italic_, `code`, [text](https://example.de), bare https:// links, and
// lines that begin with "- ", "* " or "1. ". A backslash before punctuation makes it literal. Everything else (HTML,
// headings, tables, images, quotations, entities) is shown as it was typed: a clerk who has never heard of Markdown
// must not lose a word to it. For the same reason a line break in the source is a line break on the screen, a list item
// keeps the number that was typed, and an indented line is a line like any other.
//
// What is parsed is held as visible text with styled runs, not as a tree. So the length that Telegram counts, the plain
// text and the pieces of a long message need no rendering, and each channel's markup is written with that channel's own
// notion of what is dangerous in plain text.
//
// Variables are made literal with [Escape] before they are put into a text.
package richtext
