package main

import (
	"strings"
	"sync/atomic"

	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/flows"
)

// hostTexts are the ids of texts that this command itself takes from the content.
var hostTexts = []string{telegram.TextYourAnswer, telegram.TextLocation, telegram.TextLocationButton, telegram.TextGroup,
	"telegram.commands", "telegram.description", "telegram.short"}

// current is the content in use: it changes under the running service.
type current struct{ loaded atomic.Pointer[loaded] }

func (c *current) use(l *loaded) { c.loaded.Store(l) }

func (c *current) get(lang, id string) string {
	t := c.loaded.Load().engine.Set.Texts
	text, _ := t.Get(t.Match(lang), id, nil)
	return text
}

// profiles are what Telegram shows about the bot: German for everybody, and each language that has its own texts.
func profiles(t *flows.Texts) map[string]telegram.Profile {
	out := map[string]telegram.Profile{}
	for _, lang := range t.Open() {
		if len(lang) != 2 || !t.Has(lang, "telegram.commands") {
			continue
		}
		p := profile(t, lang)
		out[lang] = p
		if lang == flows.German {
			out[""] = p
		}
	}
	return out
}

func profile(t *flows.Texts, lang string) telegram.Profile {
	get := func(id string) string {
		text, _ := t.Get(lang, id, nil)
		return text
	}
	p := telegram.Profile{Description: get("telegram.description"), Short: get("telegram.short")}
	for line := range strings.SplitSeq(get("telegram.commands"), "\n") {
		if name, what, ok := strings.Cut(line, " - "); ok {
			p.Commands = append(p.Commands, telegram.Command{Name: strings.TrimSpace(name), Description: strings.TrimSpace(what)})
		}
	}
	return p
}
