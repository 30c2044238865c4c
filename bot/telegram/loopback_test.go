package telegram_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"testing"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

// Over a real network: receiving and sending at once, through connections that break.
func TestLoopback(t *testing.T) {
	w := newWorld(t, nil)
	api := httptest.NewServer(w.Server)
	defer api.Close()
	ch, err := telegram.New(telegram.Config{Token: token, API: api.URL + "/", Texts: texts})
	if err != nil {
		t.Fatal(err)
	}
	w.ch = ch
	w.Fail("getUpdates", telegramtest.Fault{}, telegramtest.Fault{Kind: telegramtest.CutAfter}, telegramtest.Fault{Kind: telegramtest.Truncated})
	w.Fail("sendMessage", telegramtest.Fault{Kind: telegramtest.CutBefore})
	var want []string
	for i := range 5 {
		want = append(want, fmt.Sprint("tg:", w.Citizen(7, "de").Write(fmt.Sprint(i))))
	}
	all := make(chan struct{})
	w.fail = func(u bot.Update) error {
		if u.Key == want[4] {
			close(all)
		}
		return nil
	}
	stop := w.receiving(t)
	<-all
	if diff := cmp.Diff(want, w.keys()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, err := ch.Send(t.Context(), "tg:7", message1("x")); kindOf(t, err).Kind != bot.Temporary {
		t.Errorf("a cut connection: %v", err)
	}
	w.send(t, "tg:7", message1("Guten Tag"))
	if diff := cmp.Diff([]string{"Guten Tag"}, w.Said(7)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	w.noProblems(t)
}

// Over a real network: a file in either direction, and one that breaks off on its way.
func TestLoopbackFiles(t *testing.T) {
	w := newWorld(t, nil)
	api := httptest.NewServer(w.Server)
	defer api.Close()
	letter := bytes.Repeat([]byte("Sehr geehrte "), 500_000)
	s := shelf{"h": bytes.NewReader(letter), "broken": io.MultiReader(bytes.NewReader(letter), brokenReader{})}
	ch, err := telegram.New(telegram.Config{Token: token, API: api.URL, Texts: texts, Fetch: s.fetch})
	if err != nil {
		t.Fatal(err)
	}
	w.ch = ch
	w.Citizen(7, "de")
	if _, err := ch.Send(t.Context(), "tg:7", files("", desk.File{Kind: desk.Document, Handle: "broken"})); kindOf(t, err).Kind != bot.Unfetched {
		t.Error(err)
	}
	w.send(t, "tg:7", files("Brief", desk.File{Kind: desk.Document, Handle: "h", Name: "Brief.pdf"}))
	messages := w.Messages(7)
	if len(messages) != 1 || !bytes.Equal(messages[0].File.Data, letter) || messages[0].File.Name != "Brief.pdf" {
		t.Errorf("%d messages; want the letter", len(messages))
	}
	body, err := ch.Open(t.Context(), desk.File{Kind: desk.Document, Handle: desk.Handle(w.AddFile(letter))})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, letter) {
		t.Errorf("%d bytes, %v; want the letter", len(got), err)
	}
	if err := body.Close(); err != nil {
		t.Error(err)
	}
	w.noProblems(t)
}

// BenchmarkSend sends questions over loopback, 50 at once: through the channel, and the same with the bare library.
func BenchmarkSend(b *testing.B) {
	w := newWorld(b, nil)
	api := httptest.NewServer(w.Server)
	defer api.Close()
	ch, err := telegram.New(telegram.Config{Token: token, API: api.URL, Texts: texts})
	if err != nil {
		b.Fatal(err)
	}
	lib, err := tg.New(token, tg.WithServerURL(api.URL), tg.WithSkipGetMe())
	if err != nil {
		b.Fatal(err)
	}
	w.Citizen(7, "de")
	q := question()
	for name, send := range map[string]func() error{
		"channel": func() error {
			_, err := ch.Send(b.Context(), "tg:7", bot.Outbound{Message: &q})
			return err
		},
		"library": func() error {
			_, err := lib.SendMessage(b.Context(), &tg.SendMessageParams{
				ChatID: 7, Text: "Haben Sie den <b>PIN-Brief</b>?", ParseMode: models.ParseModeHTML,
				LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: tg.True()},
				ReplyMarkup:        json.RawMessage(`{"inline_keyboard":[[{"text":"Ja","callback_data":"a"},{"text":"Nein","callback_data":"b"}],[{"text":"Hilfe","url":"https://example.de"}],[{"text":"Menü","callback_data":"c"}]]}`),
			})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(50)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := send(); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
