package content

import (
	"maps"
	"slices"
	"strings"

	"github.com/digitaler-lotse/lotse/content/search"
	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
)

// offered is how many hits the bot shows as buttons: a phrase that more services have leads to none of them for sure.
const offered = 3

// vocabulary reports what is twice in the words of a service, and notes them for sharedWords.
func (r *reader) vocabulary(service *source.Node) {
	name := service.Get("name")
	if name == nil {
		return
	}
	r.names[search.Key(name.Value)] = name.At
	r.wordList(flows.German, service.Get("words"), name)
	for _, p := range pairs(service.Get("words_in")) {
		r.wordList(p.Key.Value, p.Value, name)
	}
}

func (r *reader) wordList(lang string, words, name *source.Node) {
	first := map[string]source.Span{search.Key(name.Value): name.At}
	for _, w := range list(words) {
		phrase := search.Key(w.Value)
		if at, there := first[phrase]; there {
			d := r.Warn("words", w.At, source.T("„%s“ steht bei dieser Leistung schon da.", "This service already has %q.", w.Value))
			d.Related = append(d.Related, source.Related{At: at, Text: source.T("hier zuerst", "first here")})
			continue
		}
		first[phrase] = w.At
		key := lang + " " + phrase
		r.phrases[key] = append(r.phrases[key], w.At)
	}
}

// sharedWords reports phrases that cannot tell services apart: the name of another one, and what too many have.
func (r *reader) sharedWords() {
	for _, key := range slices.Sorted(maps.Keys(r.phrases)) {
		places := r.phrases[key]
		_, phrase, _ := strings.Cut(key, " ")
		if name, taken := r.names[phrase]; taken {
			d := r.Warn("words", places[0], source.T("So heißt eine andere Leistung.", "This is the name of another service."))
			d.Related = append(d.Related, source.Related{At: name, Text: source.T("nämlich diese", "namely this")})
		}
		if len(places) > offered {
			d := r.Warn("words", places[offered], source.T("Das steht schon bei %d anderen Leistungen. Lotse zeigt nur %d und weiß dann nicht, welche.",
				"%d other services have this already. Lotse shows only %d and cannot tell which.", len(places)-1, offered))
			for _, at := range places[:offered] {
				d.Related = append(d.Related, source.Related{At: at, Text: source.T("auch hier", "here too")})
			}
		}
	}
}
