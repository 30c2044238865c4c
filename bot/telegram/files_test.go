package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/bot/telegram"
	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
	"github.com/digitaler-lotse/lotse/flows"
)

// shelf is the other side's files, by handle.
type shelf map[desk.Handle]io.Reader

func (s shelf) fetch(_ context.Context, f desk.File) (io.ReadCloser, error) {
	r := s[f.Handle]
	if r == nil {
		return nil, errors.New("not there")
	}
	return io.NopCloser(r), nil
}

func (s shelf) configure(c *telegram.Config) { c.Fetch = s.fetch }

func files(caption string, files ...desk.File) bot.Outbound {
	return bot.Outbound{Files: &bot.FileGroup{Caption: caption, Lang: "de", Files: files}}
}

// zeros is a file of n bytes.
func zeros(n int64) io.Reader { return io.LimitReader(zero{}, n) }

type zero struct{}

func (zero) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// shown is what a citizen sees of messages with files: kind, album, name, size and caption.
func shown(messages []telegramtest.Message) []string {
	var out []string
	albums := map[string]int{"": 0}
	for _, m := range messages {
		if _, ok := albums[m.Album]; !ok {
			albums[m.Album] = len(albums)
		}
		line := fmt.Sprintf("%s %d %s %d", m.Kind, albums[m.Album], m.File.Name, len(m.File.Data))
		if m.Kind == "text" {
			line = "text"
		}
		if m.Text != "" {
			line += ": " + m.Text[:min(len(m.Text), 20)]
		}
		out = append(out, line)
	}
	return out
}

// A file that we made comes with the entry: nothing is fetched.
func TestSendFileOfOurs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		w.Citizen(7, "de")
		const text = "BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n"
		r := w.send(t, "tg:7", bot.Outbound{File: &flows.File{Name: "digital-cafe.ics", Text: text}})
		messages := w.Messages(7)
		if len(messages) != 1 || messages[0].Kind != "document" || messages[0].File.Name != "digital-cafe.ics" || string(messages[0].File.Data) != text || r == "" {
			t.Errorf("sent %+v, receipt %q", messages, r)
		}
		w.noProblems(t)
	})
}

func TestSendFiles(t *testing.T) {
	photo := func(h desk.Handle) desk.File {
		return desk.File{Kind: desk.Photo, Handle: h, Name: string(h) + ".png", Size: 3}
	}
	document := func(h desk.Handle) desk.File {
		return desk.File{Kind: desk.Document, Handle: h, Name: string(h) + ".pdf", Size: 3}
	}
	voice := desk.File{Kind: desk.Voice, Handle: "v", Size: 3}
	video := desk.File{Kind: desk.Video, Handle: "f", Size: 3}
	eleven := make([]desk.File, 11)
	for i := range eleven {
		eleven[i] = photo(desk.Handle(rune('a' + i)))
	}
	for _, tc := range []struct {
		name string
		out  bot.Outbound
		want []string
	}{
		{"photo", files("", photo("a")), []string{"photo 0 a.png 3"}},
		{"photo with words", files("**So** sieht es aus", photo("a")), []string{"photo 0 a.png 3: So sieht es aus"}},
		{"document", files("Bitte <ausfüllen>", document("a")), []string{"document 0 a.pdf 3: Bitte <ausfüllen>"}},
		{"voice", files("", voice), []string{"voice 0 sprachnachricht.ogg 3"}},
		{"video", files("", video), []string{"video 0 video.mp4 3"}},
		{"album", files("Drei", photo("a"), video, photo("b")), []string{"photo 1 a.png 3: Drei", "video 1 video.mp4 3", "photo 1 b.png 3"}},
		{"documents", files("", document("a"), document("b")), []string{"document 1 a.pdf 3", "document 1 b.pdf 3"}},
		{"of all kinds", files("Alles", photo("a"), document("b"), voice), []string{"photo 0 a.png 3: Alles", "document 0 b.pdf 3", "voice 0 sprachnachricht.ogg 3"}},
		{"eleven", files("", eleven...), []string{"photo 1 a.png 3", "photo 1 b.png 3", "photo 1 c.png 3", "photo 1 d.png 3", "photo 1 e.png 3", "photo 1 f.png 3", "photo 1 g.png 3", "photo 1 h.png 3", "photo 1 i.png 3", "photo 1 j.png 3", "photo 0 k.png 3"}},
		{"long words", files(strings.Repeat("Wort ", 250), photo("a")), []string{"text: Wort Wort Wort Wort ", "photo 0 a.png 3"}},
		{"photo too big for a photo", files("", desk.File{Kind: desk.Photo, Handle: "big", Name: "big.jpg", Size: 11 << 20}), []string{"document 0 big.jpg 11534336"}},
		{"of no kind that we know", files("", desk.File{Kind: desk.Other, Handle: "a", Name: "a.xyz"}), []string{"document 0 a.xyz 3"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := shelf{"v": strings.NewReader("abc"), "f": strings.NewReader("abc"), "big": zeros(11 << 20)}
				for i := range eleven {
					s[eleven[i].Handle] = strings.NewReader("abc")
				}
				w := newWorld(t, s.configure)
				w.Citizen(7, "de")
				r := w.send(t, "tg:7", tc.out)
				messages := w.Messages(7)
				if diff := cmp.Diff(tc.want, shown(messages)); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
				if n := strings.Count(string(r), ",") + 1; n != len(messages) {
					t.Errorf("receipt %q for %d messages", r, len(messages))
				}
				w.send(t, "tg:7", bot.Outbound{Delete: &bot.Deletion{Receipt: r}})
				if left := w.Said(7); len(left) > 0 {
					t.Errorf("not deleted: %q", left)
				}
				w.noProblems(t)
			})
		})
	}
}

// What Telegram does not like as a photo goes as a document.
func TestSendFilesAsDocuments(t *testing.T) {
	for _, reason := range []string{"PHOTO_INVALID_DIMENSIONS", "IMAGE_PROCESS_FAILED"} {
		for n := range 2 {
			t.Run(fmt.Sprint(reason, n), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					opened := 0
					w := newWorld(t, func(c *telegram.Config) {
						c.Fetch = func(context.Context, desk.File) (io.ReadCloser, error) {
							opened++
							return io.NopCloser(strings.NewReader("abc")), nil
						}
					})
					w.Citizen(7, "de")
					method := []string{"sendPhoto", "sendMediaGroup"}[n]
					w.Fail(method, telegramtest.Fault{Kind: telegramtest.Refusal, Says: reason})
					group := []desk.File{{Kind: desk.Photo, Handle: "a"}, {Kind: desk.Photo, Handle: "b"}}[:n+1]
					w.send(t, "tg:7", files("", group...))
					for _, m := range w.Messages(7) {
						if m.Kind != "document" || string(m.File.Data) != "abc" {
							t.Errorf("sent %+v", m)
						}
					}
					if len(w.Messages(7)) != n+1 || opened != 2*(n+1) {
						t.Errorf("%d messages, %d opened", len(w.Messages(7)), opened)
					}
					w.noProblems(t)
				})
			})
		}
	}
}

// While a file takes its time, the citizen sees that it is on its way; one that is there at once comes without.
func TestSendFilesSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		takes := 12 * time.Second
		w := newWorld(t, func(c *telegram.Config) {
			c.Fetch = func(context.Context, desk.File) (io.ReadCloser, error) {
				time.Sleep(takes)
				return io.NopCloser(strings.NewReader("x")), nil
			}
		})
		w.Citizen(7, "de")
		out := files("", desk.File{Kind: desk.Document, Handle: "a"})
		w.Fail("sendChatAction", telegramtest.Fault{Kind: telegramtest.ServerError})
		w.send(t, "tg:7", out)
		if n := w.Actions(7); n != 2 { // after 1, 6 and 11 seconds, and the first one fails
			t.Errorf("shown %d times", n)
		}
		takes = 0
		w.send(t, "tg:7", out)
		if n := w.Actions(7); n != 2 || len(w.Messages(7)) != 2 {
			t.Errorf("shown %d times, %d messages", n, len(w.Messages(7)))
		}
		w.noProblems(t)
	})
}

// A group that fails is sent again, and the ones before it are not.
func TestSendFilesGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, func(c *telegram.Config) {
			c.Fetch = func(_ context.Context, f desk.File) (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader(string(f.Handle))), nil
			}
		})
		w.Citizen(7, "de")
		out := files("Alles", desk.File{Kind: desk.Photo, Handle: "a"}, desk.File{Kind: desk.Photo, Handle: "b"}, desk.File{Kind: desk.Document, Handle: "c"})
		w.Fail("sendDocument", telegramtest.Fault{Kind: telegramtest.RetryAfter, After: 3}, telegramtest.Fault{Kind: telegramtest.CutBefore})
		for _, want := range []bot.SendErrorKind{bot.Throttled, bot.Temporary} {
			if _, err := w.ch.Send(t.Context(), "tg:7", out); kindOf(t, err).Kind != want {
				t.Error(err)
			}
		}
		if r := w.send(t, "tg:7", out); strings.Count(string(r), ",") != 2 {
			t.Errorf("receipt %q; want three ids", r)
		}
		var got []string
		for _, m := range w.Messages(7) {
			got = append(got, string(m.File.Data))
		}
		if diff := cmp.Diff([]string{"a", "b", "c"}, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		w.noProblems(t)
	})
}

func TestSendFilesErrors(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("ab"), brokenReader{})
	for _, tc := range []struct {
		name   string
		fetch  func(context.Context, desk.File) (io.ReadCloser, error)
		file   desk.File
		fault  telegramtest.Fault
		want   bot.SendErrorKind
		reason desk.Reason
	}{
		{name: "nobody fetches", want: bot.Refused, reason: desk.ReasonKind},
		{name: "not there for now", fetch: shelf{}.fetch, want: bot.Unfetched, reason: desk.ReasonUnfetched},
		{name: "gone for good", fetch: failing(bot.Refused), want: bot.Refused},
		{name: "the other side lets nobody in", fetch: failing(bot.Forbidden), want: bot.Unfetched, reason: desk.ReasonUnfetched},
		{name: "breaks off", fetch: shelf{"h": broken}.fetch, want: bot.Unfetched, reason: desk.ReasonUnfetched},
		{name: "says that it is too big", fetch: shelf{"h": zeros(1)}.fetch, file: desk.File{Size: 51 << 20}, want: bot.Refused, reason: desk.ReasonTooBig},
		{name: "turns out to be too big", fetch: shelf{"h": zeros(51 << 20)}.fetch, want: bot.Refused, reason: desk.ReasonTooBig},
		{name: "empty", fetch: shelf{"h": zeros(0)}.fetch, want: bot.Refused},
		{name: "no answer", fetch: shelf{"h": zeros(1)}.fetch, fault: telegramtest.Fault{Kind: telegramtest.Hang}, want: bot.Temporary},
		{name: "connection cut", fetch: shelf{"h": zeros(1)}.fetch, fault: telegramtest.Fault{Kind: telegramtest.CutBefore}, want: bot.Temporary},
		{name: "a page", fetch: shelf{"h": zeros(1)}.fetch, fault: telegramtest.Fault{Kind: telegramtest.Page}, want: bot.Temporary},
		{name: "larger than Telegram's server takes", fetch: shelf{"h": zeros(1)}.fetch, fault: telegramtest.Fault{Kind: telegramtest.Refusal, Status: 413, Says: "Request Entity Too Large"}, want: bot.Refused, reason: desk.ReasonTooBig},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, func(c *telegram.Config) { c.Fetch = tc.fetch })
				w.Citizen(7, "de")
				w.Fail("sendDocument", tc.fault)
				tc.file.Kind, tc.file.Handle, tc.file.Name = desk.Document, "h", "geheim.pdf"
				_, err := w.ch.Send(t.Context(), "tg:7", files("geheim", tc.file))
				fail := kindOf(t, err)
				if fail.Kind != tc.want || fail.Reason != tc.reason {
					t.Errorf("%v: kind %d because of %q; want %d, %q", err, fail.Kind, fail.Reason, tc.want, tc.reason)
				}
				if strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), "secret") {
					t.Errorf("%q tells too much", err)
				}
				if len(w.Messages(7)) > 0 {
					t.Error("sent all the same")
				}
				w.noProblems(t)
			})
		})
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("geheim is gone") }

func failing(kind bot.SendErrorKind) func(context.Context, desk.File) (io.ReadCloser, error) {
	return func(context.Context, desk.File) (io.ReadCloser, error) {
		return nil, &bot.SendError{Kind: kind, Cause: errors.New("no")}
	}
}

// What a citizen has sent can be opened, byte by byte.
func TestOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, nil)
		stop := w.receiving(t)
		letter := bytes.Repeat([]byte("Sehr geehrte "), 5000)
		w.Citizen(7, "de").SendPhoto(letter, "")
		synctest.Wait()
		body, err := w.ch.Open(t.Context(), w.updates()[0].Files[0])
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(body)
		if err != nil || !bytes.Equal(got, letter) {
			t.Errorf("%d bytes, %v; want the letter", len(got), err)
		}
		if err := errors.Join(body.Close(), stop()); err != nil {
			t.Error(err)
		}
		w.noProblems(t)
	})
}

func TestOpenErrors(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(*world, *desk.File)
		want   bot.SendErrorKind
		reason desk.Reason
	}{
		{"no file", func(_ *world, f *desk.File) { f.Handle = "" }, bot.Refused, desk.ReasonKind},
		{"unknown, or away for a moment", func(_ *world, f *desk.File) { f.Handle = "other" }, bot.Temporary, ""},
		{"too big", func(w *world, f *desk.File) { f.Handle = desk.Handle(w.AddFile(make([]byte, 20<<20+1))) }, bot.Refused, desk.ReasonTooBig},
		{"token revoked", func(w *world, _ *desk.File) { w.Revoke() }, bot.Temporary, ""},
		{"no answer", func(w *world, _ *desk.File) { w.Fail("getFile", telegramtest.Fault{Kind: telegramtest.Hang}) }, bot.Temporary, ""},
		{"throttled", func(w *world, _ *desk.File) {
			w.Fail("getFile", telegramtest.Fault{Kind: telegramtest.RetryAfter, After: 9})
		}, bot.Throttled, ""},
		{"download breaks", func(w *world, _ *desk.File) { w.Fail("file", telegramtest.Fault{Kind: telegramtest.CutBefore}) }, bot.Temporary, ""},
		{"a page in place of the file", func(w *world, _ *desk.File) { w.Fail("file", telegramtest.Fault{Kind: telegramtest.Page}) }, bot.Temporary, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, nil)
				f := desk.File{Kind: desk.Document, Handle: desk.Handle(w.AddFile([]byte("abc")))}
				tc.change(w, &f)
				_, err := w.ch.Open(t.Context(), f)
				fail := kindOf(t, err)
				if fail.Kind != tc.want || fail.Reason != tc.reason {
					t.Errorf("%v: kind %d because of %q; want %d, %q", err, fail.Kind, fail.Reason, tc.want, tc.reason)
				}
				if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "bot.example") {
					t.Errorf("%q tells too much", err)
				}
				w.noProblems(t)
			})
		})
	}
}
