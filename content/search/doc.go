// Package search finds the right public service, flow, place or text for what a
// citizen types. It knows nothing of the rest of the project: callers give it
// documents (New) and queries (Search), and ask Emergency first.
//
// # How a query is read
//
// Text is folded: lower case, no umlaut marks, ß as ss, ae/oe/ue as a/o/u,
// Cyrillic and Arabic in Latin letters (normalise.go, translit.go). Words without
// content are dropped, words like "beantragen" count little
// (data/fuellwoerter.txt), and where nouns are marked by capitals the others
// count less. Each word left becomes a unit with several readings (query.go):
//
//   - the word itself, by its stem (stem.go);
//   - its parts, if it is a compound of known parts (compound.go);
//   - the official words for it or for a phrase of the query, from the lexicon
//     of everyday words that staff extend (lexicon.go, phrases.go, data/lexikon*.txt);
//   - the nearest known spelling, for a word that is not known, also of one half
//     of a compound; else, as a guess, words with most letters in common
//     (respell.go, fuzzy.go).
//
// Separable verbs and compounds written apart are joined first (words.go), and
// dialect is respelled (dialect.go).
//
// # Other languages
//
// Documents may have words in other languages (Document.Foreign). They are kept
// apart from German ones, with fillers and a light stemmer of each language
// (tongue.go, stem_foreign.go). The script of a word tells its language; whether
// Latin letters are German, English or Polish the words vote that only one of
// them knows. A word that may be both is read as both (foreign.go).
//
// # How documents are ranked
//
// A document is seen three ways (rank.go): all its words against the units,
// frequency saturating and long bodies held back; its best line, that is its
// title or one keyword, also by how much of the line the query covers; and the
// letters of its best line. In each view a unit counts by the best of its
// readings only, weighted by rarity, and units add up. So a keyword given by an
// editor works as a phrase: "perso weg" is a line of its own and stronger than
// both words apart. A keyword said whole counts extra, in a long sentence too,
// and more if the query says nothing else. Ties are broken by id, and equal queries have equal results.
//
// # How it is decided
//
// The score of the best hit, its lead, how telling the words found are, and the
// words that belong to the talk of offices or to somebody else's business give
// the odds that the query is one for us at all (decide.go); the weights come from
// real questions and from questions that no office can answer. Below the line the verdict is
// None, and saying "I don't know" is right. Above it the hit is Clear if the
// odds are high and the second hit is far behind, else there are Candidates.
// Clauses that by themselves are clear about different things are several
// concerns (concerns.go). Every hit explains itself (why.go).
//
// # Emergencies
//
// Emergency is separate and has a table of its own (emergency.go,
// data/notfall.txt): expressions in six languages, some of which hold always,
// some only in a message of hardly anything else, and the rest not beside words of somebody
// who has a question, like "Rechnung" or "Verein".
//
// README.md has the figures and what was tried and left out.
package search
