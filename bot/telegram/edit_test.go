package telegram_test

import (
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
	"github.com/digitaler-lotse/lotse/flows"
)

func edit(r bot.Receipt, text string) bot.Outbound {
	return bot.Outbound{Edit: &bot.Edit{Receipt: r, Message: flows.Message{Text: text, Lang: "de"}}}
}

func TestEdit(t *testing.T) {
	a, b, c := strings.Repeat("a", 4000), strings.Repeat("b", 4000), strings.Repeat("c", 4000)
	for _, tc := range []struct {
		name, from, to string
		want           []string
	}{
		{"a word", "Um **neun**", "Um **zehn** & <b>", []string{"Um zehn & <b>"}},
		{"nothing", "Um neun", "Um neun", []string{"Um neun"}},
		{"grows", a, a + "\n\n" + b + "\n\n" + c, []string{a, b, c}},
		{"shrinks", a + "\n\n" + b + "\n\n" + c, b, []string{b}},
		{"no text is no edit", "Um neun", " ", []string{"Um neun"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				w.Citizen(7, "de")
				r := w.send(t, "tg:7", message1(tc.from))
				first := w.Messages(7)[0].ID
				again := w.send(t, "tg:7", edit(r, tc.to))
				if diff := cmp.Diff(tc.want, w.Said(7)); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				if ids := strings.Split(string(again), ","); len(ids) != len(tc.want) || ids[0] != strconv.Itoa(first) {
					t.Errorf("receipt %q; want the ids of %d messages, %d the first", again, len(tc.want), first)
				}
				w.send(t, "tg:7", bot.Outbound{Delete: &bot.Deletion{Receipt: again}})
				if left := w.Said(7); len(left) > 0 {
					t.Errorf("not deleted: %q", left)
				}
				w.noProblems(t)
			})
		})
	}
}

// An edit that stops in the middle goes on where it stopped: what it has added is not added again.
func TestEditGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		r := w.send(t, "tg:7", message1("kurz"))
		text := strings.Repeat("a", 4000) + "\n\n" + strings.Repeat("b", 4000) + "\n\n" + strings.Repeat("c", 4000)
		w.Fail("sendMessage", telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.CutBefore})
		if _, err := w.ch.Send(t.Context(), "tg:7", edit(r, text)); kindOf(t, err).Kind != bot.Temporary {
			t.Error(err)
		}
		w.send(t, "tg:7", edit(r, text))
		if got := strings.Join(w.Said(7), "\n\n"); got != text {
			t.Errorf("pieces are repeated or missing: %d messages", len(w.Said(7)))
		}
		w.noProblems(t)
	})
}

// What is not there any more needs no edit and no deletion.
func TestEditAbsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		for _, r := range []bot.Receipt{"", "999", "999+1000", "of another version"} {
			w.send(t, "tg:7", edit(r, "neu"))
			w.send(t, "tg:7", bot.Outbound{Delete: &bot.Deletion{Receipt: r}})
		}
		w.send(t, "tg:7", bot.Outbound{Delete: &bot.Deletion{Message: "999"}})
		if said := w.Said(7); len(said) > 0 {
			t.Errorf("said %q", said)
		}
		w.noProblems(t)
	})
}

// A citizen's message can be taken away as well as ours, for two days.
func TestDelete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving(t)
		c := w.Citizen(7, "de")
		c.Write("Meine PIN ist 123456")
		synctest.Wait()
		his := w.updates()[0].Message
		w.send(t, "tg:7", bot.Outbound{Delete: &bot.Deletion{Message: his}})
		if m := w.Messages(7)[0]; !m.Deleted {
			t.Error("the citizen's message is still there")
		}
		ours := w.send(t, "tg:7", message1("Antwort"))
		c.Write("Danke")
		synctest.Wait()
		last := w.updates()[1].Message
		time.Sleep(48 * time.Hour)
		for _, d := range []bot.Deletion{{Receipt: ours}, {Message: last}} {
			_, err := w.ch.Send(t.Context(), "tg:7", bot.Outbound{Delete: &d})
			if fail := kindOf(t, err); fail.Kind != bot.Refused || fail.Reason != desk.ReasonTooLate {
				t.Errorf("%v: kind %d because of %q; want that it is too late", err, fail.Kind, fail.Reason)
			}
		}
		_, err := w.ch.Send(t.Context(), "tg:7", bot.Outbound{Delete: &bot.Deletion{Message: "mm"}})
		if kindOf(t, err).Kind != bot.Refused {
			t.Error(err)
		}
		if err := stop(); err != nil {
			t.Error(err)
		}
		w.noProblems(t)
	})
}
