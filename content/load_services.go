package content

import (
	"regexp"

	"github.com/digitaler-lotse/lotse/flows/source"
)

func (r *reader) services(file *source.Node) {
	for _, n := range items(file, "services") {
		if !r.unique("service", n.Get("id")) {
			continue
		}
		leika, online, eid := n.Get("leika"), n.Get("online"), n.Get("eid")
		s := &service{
			record: r.record(n), id: text(n, "id"), name: text(n, "name"), words: texts(n, "words"), leika: text(leika, "key"), kind: text(leika, "kind"),
			wordsIn: map[string][]string{}, responsible: map[string]string{}, can: text(n, "can"),
			url: text(online, "url"), page: text(online, "page"), urlFor: texts(online, "for"), elsewhere: text(online, "elsewhere"), onlineNote: text(online, "note"), onlineSure: text(online, "confidence") == sourced,
			level: text(online, "level"), eid: text(eid, "text"), eidSure: text(eid, "confidence") == sourced,
			documents: texts(n, "documents"), fee: text(n, "fee"), deadline: text(n, "deadline"), duration: text(n, "duration"), note: text(n, "note"),
		}
		for _, p := range pairs(n.Get("words_in")) {
			s.wordsIn[p.Key.Value] = texts(n.Get("words_in"), p.Key.Value)
		}
		r.vocabulary(n)
		for _, p := range pairs(n.Get("responsible")) {
			s.responsible[p.Key.Value] = p.Value.Value
			if p.Key.Value != all && p.Key.Value != rest {
				r.home(p.Key)
			}
		}
		r.name(n.Get("can"), r.c.abilities, "ability", noAbility(s.can))
		r.done(n.Get("can"))
		for _, p := range pairs(n.Get("cases")) {
			s.cases = append(s.cases, pair{p.Key.Value, p.Value.Value})
		}
		for _, m := range list(online.Get("for")) {
			r.home(m)
		}
		r.online(online)
		r.fee(n.Get("fee"))
		r.leika(leika.Get("key"))
		for _, more := range items(leika, "more") {
			r.leika(more.Get("key"))
		}
		r.serviceTexts(n)
		r.c.services = append(r.c.services, s)
	}
}

func (r *reader) leika(key *source.Node) {
	r.digits(key, 14, "leika", source.T("Ein LeiKa-Schlüssel hat vierzehn Ziffern.", "A LeiKa key has fourteen digits."))
}

// online reports what has no effect without something else.
func (r *reader) online(n *source.Node) {
	if page, level := n.Key("page"), n.Key("level"); page != nil && level != nil {
		r.Error("value", level.At, source.T("Neben „page“ hat „level“ keine Wirkung: Nur bei einem Online-Dienst meldet man sich an.", "Next to \"page\", \"level\" has no effect: only online services ask to sign in."))
	}
	for _, need := range []struct{ key, without string }{{"for", "url"}, {"page", "url"}, {"level", "url"}, {"elsewhere", "for"}} {
		if k := n.Key(need.key); k != nil && n.Get(need.without) == nil {
			r.Error("missing-key", k.At, source.T("Ohne „%[2]s“ hat „%[1]s“ keine Wirkung.", "Without %[2]q, %[1]q has no effect.", need.key, need.without))
		}
	}
}

var bareAmount = regexp.MustCompile(`^(\d+)(?:[.,](\d{1,2}))?$`)

// fee warns of an amount without its currency: citizens read it as it stands.
func (r *reader) fee(n *source.Node) {
	if n == nil {
		return
	}
	if m := bareAmount.FindStringSubmatch(n.Value); m != nil {
		r.Warn("value", n.At, source.T("Hier fehlt die Währung.", "The currency is missing here.")).Meant = m[1] + "," + (m[2] + "00")[:2] + " €"
	}
}
