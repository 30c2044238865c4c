package search

import "slices"

// What people say who want to know where an office is, when it is open and how to call it. A word of asking counts with any word beside it.
var (
	placeWords = set("offnungszeiten offnungszeit sprechzeiten sprechzeit sprechtage sprechtag geoffnet offen adresse anschrift telefonnummer rufnummer faxnummer durchwahl wegbeschreibung" +
		" hours open address phone godziny otwarte otwarty czynne adres " + fold("часы график работы открыто открыт открыта адрес години роботи відчинено відчинена адреса ساعات دوام يفتح مفتوح عنوان"))
	askingWords = set("wo wann nummer telefon komme")
	openWords   = set("auf zu ist liegt finde finden befindet sitzt hin zum zur vom")
)

// AsksForPlace tells whether a text asks where something is or when it is open, and not only what to do.
func AsksForPlace(text string) bool {
	tokens := words(clip(text, maxQueryRunes))
	has := func(m map[string]bool) bool {
		return slices.ContainsFunc(tokens, func(w word) bool { return m[w.text] })
	}
	return has(placeWords) || has(askingWords) && has(openWords)
}

// Prefer puts the best hit of a kind first if its score is at least nearly that of the first; then nothing is clear any more. If only one
// may be meant, several that are alike stay where they are.
func (r *Result) Prefer(kind string, nearly float64, one bool) {
	i := slices.IndexFunc(r.Hits, func(h Hit) bool { return h.Kind == kind && h.Score >= nearly*r.Hits[0].Score })
	if i <= 0 {
		return
	}
	h := r.Hits[i]
	if one && slices.ContainsFunc(r.Hits[i+1:], func(o Hit) bool { return o.Kind == kind && o.Score >= alike*h.Score }) {
		return
	}
	r.Hits = slices.Insert(slices.Delete(r.Hits, i, i+1), 0, h)
	r.Verdict = min(r.Verdict, Candidates)
}

// alike is how near the score of another hit must be for the two to be equally good.
const alike = 0.9
