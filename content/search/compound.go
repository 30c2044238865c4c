package search

import (
	"slices"
	"strings"
)

const (
	minPart     = 4  // shorter words are parts of compounds only if in shortParts
	maxCompound = 60 // no German word that anybody types is longer
)

// wordParts are the folded words that may stand in a compound, and their stems, for inflected last parts.
type wordParts map[string]partOf

// partOf says what of these a text is.
type partOf uint8

const (
	wholeWord partOf = 1 << iota
	wordStem
)

func (p wordParts) learn(w string) {
	if len(w) < minPart && !shortParts[w] || len(w) > maxCompound || notParts[w] {
		return
	}
	p[w] |= wholeWord
	if len(w) >= minPart {
		p[stem(w)] |= wordStem
	}
}

// splitter takes German compounds apart: Wohnungsgeberbestätigung -> wohnung,
// geber, bestatigung. It knows no grammar, only which parts exist: those of the
// language and those seen in the documents.
type splitter struct {
	language, documents wordParts
	hashes              [1 << 14]uint64 // a bit for each hash of a word: what has none there need not be looked up
}

func newSplitter(language wordParts) *splitter {
	s := &splitter{language: language, documents: wordParts{}}
	for w := range language {
		s.note(w)
	}
	return s
}

func (s *splitter) learn(w string) {
	s.documents.learn(w)
	s.note(w)
}

func (s *splitter) note(w string) {
	h := uint32(hashSeed)
	for i := range len(w) {
		h = hashed(h, w[i])
	}
	s.hashes[h>>18] |= 1 << (h >> 12 & 63)
}

// noted tells whether a word with the hash may have been noted.
func (s *splitter) noted(h uint32) bool { return s.hashes[h>>18]&(1<<(h>>12&63)) != 0 }

const hashSeed = 2166136261

// hashed goes on with a hash (FNV-1a) by one letter.
func hashed(h uint32, letter byte) uint32 { return (h ^ uint32(letter)) * 16777619 }

func (s *splitter) word(w string) bool { return (s.language[w]|s.documents[w])&wholeWord != 0 }

func (s *splitter) inflected(w string) bool {
	if len(w) < minPart+1 {
		return false
	}
	w = stem(w)
	return (s.language[w]|s.documents[w])&wordStem != 0
}

// part tells whether w may begin or end a compound, with or without a link.
func (s *splitter) part(w string) bool {
	if s.word(w) {
		return true
	}
	for _, link := range links[1:] {
		if base, ok := strings.CutSuffix(w, link); ok && s.word(base) {
			return true
		}
	}
	return false
}

// split returns the parts of a folded word, or nil where it is no compound of
// known parts. Of several ways the one with the longest parts wins.
func (s *splitter) split(w string) []string {
	if len(w) < 2*minPart-1 || len(w) > maxCompound || hasDigit(w) || !isASCII(w) {
		return nil
	}
	// best[i] is the score of the best cover of w[:i], 0 where there is none;
	// its last part is w[from[i]:end[i]].
	var best, from, end [maxCompound + 1]int
	best[0] = 1
	for i := 0; i <= len(w)-3; i++ {
		if best[i] == 0 {
			continue
		}
		h := hashed(hashed(hashSeed, w[i]), w[i+1])
		for j := i + 3; j <= len(w) && j-i < len(w); j++ {
			h = hashed(h, w[j-1])
			if !(s.noted(h) && s.word(w[i:j])) && !(j == len(w) && s.inflected(w[i:j])) {
				continue
			}
			for _, link := range links {
				k := j + len(link)
				if !strings.HasPrefix(w[j:], link) || k == len(w) && link != "" {
					continue
				}
				if score := best[i] + (j-i)*(j-i) - len(link); score > best[k] {
					best[k], from[k], end[k] = score, i, j
				}
			}
		}
	}
	if best[len(w)] == 0 {
		return nil
	}
	var parts []string
	for k := len(w); k > 0; k = from[k] {
		parts = append(parts, w[from[k]:end[k]])
	}
	slices.Reverse(parts)
	return parts
}

// links are the letters German puts between parts.
var links = []string{"", "s", "es", "n", "en", "e", "er"}

// shortParts are the words of two or three letters that really build compounds.
var shortParts = set("amt bau bad bus ehe eid eis hof kfz pkw lkw not ort pin puk rad rat see tag tod tor weg wg zug")

// notParts look like parts of compounds and hardly ever are.
var notParts = set("aber alle auch beim dass dein denn dies doch dort eine einen einer ende erst etwa euch haben hatte " +
	"hier ihre ihrer jede jeder kein mein mich nach nicht noch oder ohne rung schon sein seit sich sind tion tionen uber " +
	"unge unser unter wenn werden ring gung lich sche schen heit keit lung")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
