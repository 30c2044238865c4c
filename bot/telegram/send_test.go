package telegram_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
	"github.com/digitaler-lotse/lotse/flows"
)

func buttons(labels ...string) []flows.Button {
	out := make([]flows.Button, len(labels))
	for i, l := range labels {
		out[i] = flows.Button{ID: "c1." + l, Label: l}
	}
	return out
}

func rows(m telegramtest.Message) [][]string {
	var out [][]string
	for _, row := range m.Buttons {
		var line []string
		for _, b := range row {
			line = append(line, b.Text)
		}
		out = append(out, line)
	}
	return out
}

func message1(text string) bot.Outbound {
	return bot.Outbound{Message: &flows.Message{Text: text, Lang: "de"}}
}

func TestSend(t *testing.T) {
	for _, tc := range []struct {
		name string
		m    flows.Message
		html []string // of the messages that arrive
		rows [][]string
	}{
		{name: "plain", m: flows.Message{Text: "Guten Tag!"}, html: []string{"Guten Tag!"}},
		{
			name: "markup and what only looks like it",
			m:    flows.Message{Text: "**Bitte** 1 < 2 & [hier](https://example.de/?a=1&b=2)"},
			html: []string{`<b>Bitte</b> 1 &lt; 2 &amp; <a href="https://example.de/?a=1&amp;b=2">hier</a>`},
		},
		{
			name: "buttons",
			m: flows.Message{
				Text:    "Worum geht es?",
				Choices: buttons("Ja", "Nein", "Ich hatte nie einen", "Vielleicht", "Weiß nicht", "Keins davon"),
				Links:   []flows.Button{{Label: "Zum Antrag", URL: "https://example.de"}},
				Nav:     buttons("Zurück", "Menü"),
			},
			html: []string{"Worum geht es?"},
			rows: [][]string{{"Ja", "Nein"}, {"Ich hatte nie einen"}, {"Vielleicht", "Weiß nicht"}, {"Keins davon"}, {"Zum Antrag"}, {"Zurück", "Menü"}},
		},
		{
			name: "fourteen characters are short, fifteen are not",
			m:    flows.Message{Text: "?", Choices: buttons("äöüäöüäöüäöüäö", "b", "äöüäöüäöüäöüäöü", "d")},
			html: []string{"?"},
			rows: [][]string{{"äöüäöüäöüäöüäö", "b"}, {"äöüäöüäöüäöüäöü"}, {"d"}},
		},
		{name: "nothing", m: flows.Message{Text: " \n\n "}},
		{name: "buttons without a text", m: flows.Message{Choices: buttons("a")}, html: []string{"…"}, rows: [][]string{{"a"}}},
		{
			name: "Arabic",
			m:    flows.Message{Lang: "ar", Text: "مرحبا\n\nPIN هو رقم\n- 06217 مدينة\n- **AusweisApp** تطبيق\n123"},
			html: []string{"مرحبا\n\n\u200f\u2066PIN\u2069 هو رقم\n• 06217 مدينة\n\u200f• <b>\u2066AusweisApp\u2069</b> تطبيق\n\u200f123"},
		},
		{name: "not translated into Arabic", m: flows.Message{Lang: "ar", Text: "Guten Tag"}, html: []string{"Guten Tag"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				w.Citizen(7, "de")
				r := w.send(t, "tg:7", bot.Outbound{Message: &tc.m})
				var html []string
				var got [][]string
				for _, m := range w.Messages(7) {
					html = append(html, m.HTML)
					got = rows(m)
				}
				if diff := cmp.Diff(tc.html, html); diff != "" {
					t.Errorf("HTML, -want +got:\n%s", diff)
				}
				if diff := cmp.Diff(tc.rows, got); diff != "" {
					t.Errorf("buttons, -want +got:\n%s", diff)
				}
				if (r == "") != (len(html) == 0) {
					t.Errorf("receipt %q for %d messages", r, len(html))
				}
				w.noProblems(t)
			})
		})
	}
}

// A text that is too long comes in pieces, cut between paragraphs, with the buttons under the last.
func TestSendLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		paragraph := strings.TrimSpace(strings.Repeat("Straße 😀 ", 150)) // some 1,500 units
		text := strings.Join([]string{paragraph, paragraph, paragraph, paragraph, paragraph}, "\n\n")
		w.send(t, "tg:7", bot.Outbound{Message: &flows.Message{Text: text, Choices: buttons("Ja")}})
		messages := w.Messages(7)
		if len(messages) != 3 {
			t.Fatalf("%d messages; want 3", len(messages))
		}
		for i, m := range messages {
			if (m.Buttons != nil) != (i == 2) {
				t.Errorf("message %d has the buttons %v", i, m.Buttons)
			}
		}
		if got := strings.Join(w.Said(7), "\n\n"); got != text {
			t.Error("the pieces are not the text")
		}
		arabic := strings.Repeat("PIN: مرحبا\n", 900) // every line gets a mark, and must still fit
		w.send(t, "tg:7", bot.Outbound{Message: &flows.Message{Text: arabic, Lang: "ar"}})
		w.noProblems(t)
	})
}

// A piece that fails is sent again, and the ones before it are not.
func TestSendLongGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		text := strings.Repeat("a", 4000) + "\n\n" + strings.Repeat("b", 4000) + "\n\n" + strings.Repeat("c", 4000)
		w.Fail("sendMessage",
			telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.RetryAfter, After: 3},
			telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.CutBefore},
		)
		for _, want := range []bot.SendErrorKind{bot.Throttled, bot.Temporary} {
			_, err := w.ch.Send(t.Context(), "tg:7", message1(text))
			if got := kindOf(t, err).Kind; got != want {
				t.Errorf("kind %d; want %d", got, want)
			}
		}
		r := w.send(t, "tg:7", message1(text))
		if got := strings.Join(w.Said(7), "\n\n"); got != text {
			t.Error("pieces are repeated or missing")
		}
		if n := strings.Count(string(r), ","); n != 2 {
			t.Errorf("receipt %q; want three ids", r)
		}
		w.send(t, "tg:7", message1(text)) // the same text again is another message
		if len(w.Messages(7)) != 6 {
			t.Errorf("%d messages; want 6", len(w.Messages(7)))
		}
	})
}

func question() flows.Message {
	return flows.Message{
		Text: "Haben Sie den **PIN-Brief**?", Lang: "de", Serial: 4,
		Choices: buttons("Ja", "Nein"), Nav: buttons("Menü"), Links: []flows.Button{{Label: "Hilfe", URL: "https://example.de"}},
	}
}

func TestAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		q := question()
		r := w.send(t, "tg:7", bot.Outbound{Message: &q})
		answered := bot.Outbound{Answered: &bot.AnsweredQuestion{Message: q, Receipt: r, Label: "Ja, <er> liegt vor"}}
		for range 2 { // the second time, there is nothing to change
			if got := w.send(t, "tg:7", answered); got != r {
				t.Errorf("receipt %q; want %q", got, r)
			}
		}
		m := w.Messages(7)[0]
		if want := "Haben Sie den PIN-Brief?\n\nIhre Antwort: Ja, <er> liegt vor"; m.Text != want {
			t.Errorf("text %q; want %q", m.Text, want)
		}
		if diff := cmp.Diff([][]string{{"Hilfe"}}, rows(m)); diff != "" {
			t.Errorf("buttons, -want +got:\n%s", diff)
		}
		w.noProblems(t)
	})
}

func TestAnsweredOtherwise(t *testing.T) {
	long := question()
	long.Text = strings.Repeat("x", 4090)
	pieces := question()
	pieces.Text = strings.Repeat("x", 4000) + "\n\n" + strings.Repeat("y", 4000)
	arabic := question()
	arabic.Lang, arabic.Text = "ar", "سؤال"
	for _, tc := range []struct {
		name  string
		m     flows.Message
		label string
		want  string // last text
	}{
		{"no answer to show", question(), "", "Haben Sie den PIN-Brief?"},
		{"no room for it", long, "Ja", long.Text},
		{"in pieces", pieces, "Ja", strings.Repeat("y", 4000) + "\n\nIhre Antwort: Ja"},
		{"Arabic", arabic, "PIN", "سؤال\n\nإجابتك: PIN"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				w.Citizen(7, "de")
				r := w.send(t, "tg:7", bot.Outbound{Message: &tc.m})
				w.send(t, "tg:7", bot.Outbound{Answered: &bot.AnsweredQuestion{Message: tc.m, Receipt: r, Label: tc.label}})
				messages := w.Messages(7)
				last := messages[len(messages)-1]
				if last.Text != tc.want {
					t.Errorf("text %q; want %q", last.Text, tc.want)
				}
				if diff := cmp.Diff([][]string{{"Hilfe"}}, rows(last)); diff != "" {
					t.Errorf("buttons, -want +got:\n%s", diff)
				}
				w.noProblems(t)
			})
		})
	}
}

// What cannot be edited any more is no failure.
func TestAnsweredTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		for _, receipt := range []bot.Receipt{"", "999", "999+1000", "from another version"} {
			for _, label := range []string{"", "Ja"} {
				w.send(t, "tg:7", bot.Outbound{Answered: &bot.AnsweredQuestion{Message: question(), Receipt: receipt, Label: label}})
			}
		}
		w.noProblems(t)
	})
}

// The button for the location needs a message of its own, which goes when the question is answered.
func TestLocation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		q := question()
		q.Location = true
		w.Fail("sendMessage", telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.ServerError})
		if _, err := w.ch.Send(t.Context(), "tg:7", bot.Outbound{Message: &q}); kindOf(t, err).Kind != bot.Temporary {
			t.Error(err)
		}
		r := w.send(t, "tg:7", bot.Outbound{Message: &q})
		want := []telegramtest.Message{
			{FromBot: true, Kind: "text", Text: "Haben Sie den PIN-Brief?"},
			{FromBot: true, Kind: "text", Text: "Sie können auch Ihren Standort senden.", Silent: true, Keys: [][]telegramtest.Button{{{Text: "Standort senden", Location: true}}}},
		}
		ignore := cmpopts.IgnoreFields(telegramtest.Message{}, "ID", "HTML", "Entities", "Buttons", "At")
		if diff := cmp.Diff(want, w.Messages(7), ignore); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		answered := bot.Outbound{Answered: &bot.AnsweredQuestion{Message: q, Receipt: r}}
		w.send(t, "tg:7", answered)
		w.send(t, "tg:7", answered)
		got := w.Messages(7)
		if !got[1].Deleted || got[0].Deleted || len(got) != 2 {
			t.Errorf("after the answer: %+v", got)
		}
		w.noProblems(t)
	})
}

// A question that is answered before its second message could be sent is not put again, and loses its buttons.
func TestLocationAnsweredHalfway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		q := question()
		q.Location = true
		w.Fail("sendMessage", telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.RetryAfter, After: 3})
		if _, err := w.ch.Send(t.Context(), "tg:7", bot.Outbound{Message: &q}); kindOf(t, err).Kind != bot.Throttled {
			t.Error(err)
		}
		q.Choices, q.Nav, q.Location = nil, nil, false
		w.Fail("editMessageReplyMarkup", telegramtest.Fault{Kind: telegramtest.CutBefore})
		if _, err := w.ch.Send(t.Context(), "tg:7", bot.Outbound{Message: &q}); kindOf(t, err).Kind != bot.Temporary {
			t.Error(err)
		}
		r := w.send(t, "tg:7", bot.Outbound{Message: &q})
		got := w.Messages(7)
		if len(got) != 1 || string(r) != fmt.Sprint(got[0].ID) {
			t.Fatalf("receipt %q of %+v", r, got)
		}
		if diff := cmp.Diff([][]telegramtest.Button{{{Text: "Hilfe", URL: "https://example.de"}}}, got[0].Buttons); diff != "" {
			t.Errorf("buttons, -want +got:\n%s", diff)
		}
		w.noProblems(t)
	})
}

// What was begun and given up, as when the citizen had everything erased, is no part of the same message later.
func TestSendLongGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		a, b := strings.Repeat("a", 4000), strings.Repeat("b", 4000)
		w.Fail("sendMessage", telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.CutBefore})
		if _, err := w.ch.Send(t.Context(), "tg:7", message1(a+"\n\n"+b)); kindOf(t, err).Kind != bot.Temporary {
			t.Error(err)
		}
		w.send(t, "tg:7", message1("etwas anderes"))
		w.send(t, "tg:7", message1(a+"\n\n"+b))
		if diff := cmp.Diff([]string{a, "etwas anderes", a, b}, w.Said(7)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

// Without a label there is no button, but still a question.
func TestLocationWithoutLabel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *telegram.Config) { c.Texts = func(string, string) string { return "" } })
		w.Citizen(7, "de")
		q := question()
		q.Location = true
		r := w.send(t, "tg:7", bot.Outbound{Message: &q})
		w.send(t, "tg:7", bot.Outbound{Answered: &bot.AnsweredQuestion{Message: q, Receipt: r, Label: "Ja"}})
		if diff := cmp.Diff([]string{"Haben Sie den PIN-Brief?\n\nJa"}, w.Said(7)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

func TestSendOtherThings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		c := w.Citizen(7, "de")
		r := w.send(t, "tg:7", bot.Outbound{Venue: &flows.Venue{Name: "Bürgerbüro", Address: "Markt 1", Lat: 51.35, Lon: 11.99}})
		if r == "" {
			t.Error("no receipt for a venue")
		}
		w.send(t, "tg:7", bot.Outbound{Venue: &flows.Venue{Name: "Schule", Lat: 0, Lon: -1.5}})
		if diff := cmp.Diff([]string{"Bürgerbüro, Markt 1 (51.35, 11.99)", "Schule, Schule (0, -1.5)"}, w.Said(7)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		q := question()
		w.send(t, "tg:7", bot.Outbound{Message: &q})
		if !c.Tap("Ja") {
			t.Fatal("no button")
		}
		id := w.Unanswered()[0]
		for range 2 { // the second answer comes too late, as one after a long pause
			w.send(t, "tg:7", bot.Outbound{Callback: &bot.CallbackAnswer{ID: id, Text: strings.Repeat("ä", 300)}})
		}
		if open := w.Unanswered(); len(open) > 0 {
			t.Errorf("%v not answered", open)
		}
		w.noProblems(t)
	})
}
