package flows

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/digitaler-lotse/lotse/flows/richtext"
	"github.com/digitaler-lotse/lotse/flows/source"
)

const (
	maxMessage = 4096 // UTF-16 units that a Telegram message may have
	maxLabel   = 40   // UTF-16 units of a button that a phone shows in one line
)

// choices looks at the buttons of a step.
func (c *checker) choices(f *Flow, s *Step) {
	always := 0
	for i, ch := range s.Choices {
		if ch.When == nil && ch.URL == "" {
			always++
		}
		switch {
		case ch.URL != "" && ch.Goto != nil:
			c.Error("exits", ch.at, source.T("Ein Knopf hat entweder „goto“ oder „url“, nicht beides.", "A choice has either \"goto\" or \"url\", not both."))
		case ch.URL == "" && ch.Goto == nil && s.Goto == nil:
			c.Error("dead-end", ch.at, source.T("Die Antwort „%s“ führt nirgendwohin: Es fehlt „goto“.", "The choice %q leads nowhere: \"goto\" is missing.", ch.Label))
		case ch.Rate != "" && f.ID != endFlow:
			c.Error("rate", ch.at, source.T("„rate“ gibt es nur im Ablauf „ende“.", "\"rate\" exists only in the flow \"ende\"."))
		}
		if n, err := strconv.Atoi(strings.TrimSpace(ch.Label)); err == nil && n != i+1 && n <= len(s.Choices) && n > 0 {
			c.Warn("label", ch.at, source.T("Wer „%d“ schreibt, meint vielleicht die %[1]d. Antwort und nicht diese.", "Who types \"%d\" may mean choice number %[1]d and not this one.", n))
		}
	}
	if len(s.Choices) > 0 && always == 0 && s.Input == nil {
		c.Warn("dead-end", s.at, source.T("Im Schritt „%s“ hängt jede Antwort von einer Bedingung ab: Gilt keine, gibt es keinen Knopf.", "In the step %q every choice has a condition: if none holds there is no button.", s.Ref.Step))
	}
}

// texts looks at every text in every language.
func (c *checker) texts() {
	for _, f := range c.set.Flows() {
		for _, s := range f.Steps {
			for _, lang := range c.set.Texts.Languages() {
				c.labels(s, lang)
				c.say(s, lang)
			}
		}
	}
}

// labels compares and measures the buttons of a step in one language.
func (c *checker) labels(s *Step, lang string) {
	seen := map[string]*Choice{}
	for _, ch := range s.Choices {
		label, in := c.set.Texts.Get(lang, ch.key(), placeholderLength)
		if in != lang {
			continue // reported as missing
		}
		at := c.textNode(lang, ch.key(), ch.labelNode()).At
		switch name := normalise(label); {
		case name == "":
			c.Error("label", at, source.T("Die Aufschrift „%s“ besteht nur aus Zeichen, die ein Vorleseprogramm nicht sprechen kann.", "The label %q has only characters that a screen reader cannot speak.", label))
		case seen[name] != nil:
			d := c.Error("label", at, source.T("Zwei Antworten dieses Schritts heißen „%s“.", "Two choices of this step are called %q.", label))
			d.Related = append(d.Related, source.Related{At: c.textNode(lang, seen[name].key(), seen[name].labelNode()).At, Text: source.T("die andere", "the other")})
		default:
			seen[name] = ch
		}
		if n := richtext.UTF16Len(label); n > maxLabel {
			c.Warn("label", at, source.T("Die Aufschrift ist %d Zeichen lang; auf einem Handy sieht man etwa %d.", "The label has %d characters; a phone shows about %d.", n, maxLabel))
		}
	}
}

// say measures the step's text and looks at its links.
func (c *checker) say(s *Step, lang string) {
	text, in := c.set.Texts.Get(lang, s.Key("say"), placeholderLength)
	if in != lang || text == "" {
		return
	}
	if len(text) <= maxMessage/2 && !strings.Contains(text, "http:") {
		return // what is visible is hardly longer than what was written
	}
	n := c.textNode(lang, s.Key("say"), s.node.Get("say"))
	parsed := richtext.Parse(text)
	if isRTL(lang) {
		parsed = parsed.Isolated() // as it is sent
	}
	if long := parsed.Len(); long > maxMessage {
		c.Error("too-long", n.At, source.T("Der Text hat %d Zeichen; eine Nachricht darf höchstens %d haben.", "The text has %d characters; a message may have at most %d.", long, maxMessage))
	}
	for _, l := range parsed.Links() {
		if strings.HasPrefix(l.URL, "http:") {
			d := c.Error("link", n.Find(l.URL, 0), source.T("Der Link %s ist nicht sicher: Er muss mit https:// beginnen.", "The link %s is not secure: it must begin with https://.", l.URL))
			d.Meant = "https" + strings.TrimPrefix(l.URL, "http")
		}
	}
}

// isRTL reports whether a language is written from right to left.
func isRTL(lang string) bool {
	script, _ := language.Make(lang).Script()
	return script == language.MustParseScript("Arab") || script == language.MustParseScript("Hebr")
}

// placeholderLength stands for what a citizen may have typed: names of places and the like are rarely longer.
func placeholderLength(string) (string, bool) { return strings.Repeat("x", 30), true }

// textNode is where a text stands in the files of a language.
func (c *checker) textNode(lang, id string, german *source.Node) *source.Node {
	if n := c.entries[lang][id].Value; n != nil && lang != German {
		if text := forms(n)["other"]; text != nil {
			return text
		}
	}
	return german
}
