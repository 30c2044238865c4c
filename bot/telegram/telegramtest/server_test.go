package telegramtest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

const token = "4242:T"

// result is what a method answers.
type result struct {
	OK          bool
	Result      json.RawMessage
	Description string
	Code        int `json:"error_code"`
}

// ask calls a method with a form, as most clients do.
func ask(t testing.TB, s *telegramtest.Server, method string, form map[string]string) result {
	t.Helper()
	values := url.Values{}
	for k, v := range form {
		values.Set(k, v)
	}
	return roundTrip(t, s, method, "application/x-www-form-urlencoded", values.Encode())
}

func roundTrip(t testing.TB, s *telegramtest.Server, method, kind, body string) result {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://any/bot"+token+"/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	resp, err := s.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var out result
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	if out.OK != (resp.StatusCode == 200) {
		t.Errorf("%s: HTTP %d for %+v", method, resp.StatusCode, out)
	}
	return out
}

func TestRefuses(t *testing.T) {
	for _, tc := range []struct {
		name, method string
		form         map[string]string
		want         string // in the description; "" means success
		undefined    bool   // the Bot API has no such request
	}{
		{"good", "sendMessage", map[string]string{"chat_id": "7", "text": "x"}, "", false},
		{"unknown method", "sendMassage", nil, "unknown method", true},
		{"unknown parameter", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "txt": "x"}, "has no txt", true},
		{"missing parameter", "sendMessage", map[string]string{"chat_id": "7"}, "text is required", true},
		{"wrong type", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "disable_notification": "perhaps"}, "is no Boolean", true},
		{"unknown field in a parameter", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "link_preview_options": `{"disabled":true}`}, "has no disabled", true},
		{"not part of the stand-in", "sendDice", map[string]string{"chat_id": "7"}, "not part of the stand-in", true},
		{"unknown chat", "sendMessage", map[string]string{"chat_id": "8", "text": "x"}, "chat not found", false},
		{"empty", "sendMessage", map[string]string{"chat_id": "7", "text": " \n"}, "message text is empty", false},
		{"empty after parsing", "sendMessage", map[string]string{"chat_id": "7", "text": "<b></b>", "parse_mode": "HTML"}, "message text is empty", false},
		{"4096 units", "sendMessage", map[string]string{"chat_id": "7", "text": strings.Repeat("😀", 2048)}, "", false},
		{"4097 units", "sendMessage", map[string]string{"chat_id": "7", "text": strings.Repeat("😀", 2048) + "x"}, "message is too long", false},
		{"4096 units and markup", "sendMessage", map[string]string{"chat_id": "7", "text": "<b>" + strings.Repeat("&lt;", 4096) + "</b>", "parse_mode": "HTML"}, "", false},
		{"data of 64 bytes", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": inline(`{"text":"a","callback_data":"` + strings.Repeat("ä", 32) + `"}`)}, "", false},
		{"data of 65 bytes", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": inline(`{"text":"a","callback_data":"` + strings.Repeat("ä", 32) + `a"}`)}, "BUTTON_DATA_INVALID", false},
		{"button without a text", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": inline(`{"text":" ","callback_data":"a"}`)}, "must be non-empty", false},
		{"button for two things", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": inline(`{"text":"a","callback_data":"a","url":"https://a.de"}`)}, "exactly one", false},
		{"telephone button", "sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": inline(`{"text":"a","url":"tel:115"}`)}, "inline keyboard button URL", false},
		{"edit of nothing", "editMessageText", map[string]string{"chat_id": "7", "message_id": "5", "text": "x"}, "message to edit not found", false},
		{"deletion of nothing", "deleteMessage", map[string]string{"chat_id": "7", "message_id": "5"}, "message to delete not found", false},
		{"answer to nothing", "answerCallbackQuery", map[string]string{"callback_query_id": "5"}, "query is too old", false},
		{"command in capitals", "setMyCommands", map[string]string{"commands": `[{"command":"Menu","description":"x"}]`}, "BOT_COMMAND_INVALID", false},
		{"too many updates", "getUpdates", map[string]string{"limit": "101"}, "limit", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := telegramtest.New(token)
			s.Citizen(7, "de")
			got := ask(t, s, tc.method, tc.form)
			if got.OK != (tc.want == "") || !strings.Contains(got.Description, tc.want) {
				t.Errorf("%+v; want %q", got, tc.want)
			}
			if problems := s.Problems(); (len(problems) > 0) != tc.undefined {
				t.Errorf("problems %q", problems)
			}
		})
	}
}

func inline(button string) string { return `{"inline_keyboard":[[` + button + `]]}` }

func TestEntities(t *testing.T) {
	for _, tc := range []struct{ html, shown, err string }{
		{"1 &lt; 2 &amp;&#38;&#x26; &bogus; > &", "1 < 2 &&& &bogus; > &", ""},
		{`<b>a<i>b</i></b><a href="https://x.de/?a=1&amp;b=2">c</a><code>d</code>`, "abcd", ""},
		{"<b>a", "", `Can't find end tag corresponding to start tag "b"`},
		{"a</b>", "", "Unexpected end tag at byte offset 1"},
		{"<b><i>a</b></i>", "", `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		{"ä<h1>a</h1>", "", `Unsupported start tag "h1" at byte offset 2`},
		{"a < b", "", "Unclosed start tag at byte offset 2"},
		{"<a href=x>a</a>", "", "Unclosed start tag"},
		{"<a href>a</a>", "", "Expected equal sign"},
		{"\xff", "", "UTF-8"},
	} {
		s := telegramtest.New(token)
		s.Citizen(7, "de")
		got := ask(t, s, "sendMessage", map[string]string{"chat_id": "7", "text": tc.html, "parse_mode": "HTML"})
		if tc.err != "" {
			if !strings.Contains(got.Description, tc.err) {
				t.Errorf("%q: %+v; want %q", tc.html, got, tc.err)
			}
			continue
		}
		if said := s.Said(7); len(said) != 1 || said[0] != tc.shown {
			t.Errorf("%q: %q, %+v; want %q", tc.html, said, got, tc.shown)
		}
	}
	s := telegramtest.New(token)
	s.Citizen(7, "de")
	ask(t, s, "sendMessage", map[string]string{"chat_id": "7", "text": `😀<a href="https://x.de/?a&amp;b">ä<b>c</b></a>`, "parse_mode": "HTML"})
	want := []telegramtest.Entity{{Type: "bold", Offset: 3, Length: 1}, {Type: "text_link", Offset: 2, Length: 2, URL: "https://x.de/?a&b"}}
	if diff := cmp.Diff(want, s.Messages(7)[0].Entities); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Updates come again until an offset confirms them.
func TestOffset(t *testing.T) {
	s := telegramtest.New(token)
	c := s.Citizen(7, "de")
	first, second := c.Write("eins"), c.Write("zwei")
	ids := func(form map[string]string) []int64 {
		var updates []struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(ask(t, s, "getUpdates", form).Result, &updates); err != nil {
			t.Fatal(err)
		}
		var out []int64
		for _, u := range updates {
			out = append(out, u.ID)
		}
		return out
	}
	for _, tc := range []struct {
		form map[string]string
		want []int64
	}{
		{nil, []int64{first, second}},
		{nil, []int64{first, second}},
		{map[string]string{"limit": "1"}, []int64{first}},
		{map[string]string{"offset": "1002"}, []int64{second}},
		{map[string]string{"offset": "1000"}, []int64{second}},
		{map[string]string{"offset": "1003"}, nil},
		{nil, nil},
	} {
		if diff := cmp.Diff(tc.want, ids(tc.form)); diff != "" {
			t.Errorf("%v, -want +got:\n%s", tc.form, diff)
		}
	}
	s.Fail("getUpdates", telegramtest.Fault{Kind: telegramtest.Repeat})
	if diff := cmp.Diff([]int64{first, second}, ids(nil)); diff != "" {
		t.Errorf("repeated, -want +got:\n%s", diff)
	}
}

// Telegram keeps an update for a day.
func TestOldUpdatesAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := telegramtest.New(token)
		s.Citizen(7, "de").Write("x")
		time.Sleep(25 * time.Hour)
		if got := ask(t, s, "getUpdates", nil); string(got.Result) != "[]" {
			t.Errorf("%s", got.Result)
		}
	})
}

func TestLongPolling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := telegramtest.New(token)
		c := s.Citizen(7, "de")
		begin := time.Now()
		if got := ask(t, s, "getUpdates", map[string]string{"timeout": "50"}); string(got.Result) != "[]" || time.Since(begin) != 50*time.Second {
			t.Errorf("%s after %v", got.Result, time.Since(begin))
		}
		go func() {
			time.Sleep(10 * time.Second)
			c.Write("x")
		}()
		begin = time.Now()
		if got := ask(t, s, "getUpdates", map[string]string{"timeout": "50"}); string(got.Result) == "[]" || time.Since(begin) != 10*time.Second {
			t.Errorf("%s after %v", got.Result, time.Since(begin))
		}
		loser := make(chan result, 1)
		go func() { loser <- ask(t, s, "getUpdates", map[string]string{"offset": "9999", "timeout": "50"}) }()
		synctest.Wait()
		ask(t, s, "getUpdates", map[string]string{"timeout": "1"})
		if got := <-loser; got.Code != 409 || !strings.Contains(got.Description, "terminated by other getUpdates request") {
			t.Errorf("%+v", got)
		}
		ask(t, s, "setWebhook", map[string]string{"url": "https://x.de"})
		if got := ask(t, s, "getUpdates", nil); got.Code != 409 || !strings.Contains(got.Description, "webhook is active") {
			t.Errorf("%+v", got)
		}
	})
}

func TestLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := telegramtest.New(token)
		s.Limits = telegramtest.Limits{PerChat: 1, Burst: 2, InAll: 3}
		for id := range int64(4) {
			s.Citizen(id+1, "de")
		}
		code := func(chat string) int {
			return ask(t, s, "sendMessage", map[string]string{"chat_id": chat, "text": "x"}).Code
		}
		got := []int{code("1"), code("1"), code("1"), code("2"), code("3")}
		if diff := cmp.Diff([]int{0, 0, 429, 0, 429}, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		time.Sleep(time.Second)
		if diff := cmp.Diff([]int{0, 429, 0}, []int{code("1"), code("1"), code("3")}); diff != "" {
			t.Errorf("a second later, -want +got:\n%s", diff)
		}
	})
}

func TestPeople(t *testing.T) {
	s := telegramtest.New(token)
	c := s.Citizen(7, "de")
	send := func() result { return ask(t, s, "sendMessage", map[string]string{"chat_id": "7", "text": "x"}) }
	c.Block()
	if got := send(); got.Code != 403 || !strings.Contains(got.Description, "blocked by the user") {
		t.Errorf("%+v", got)
	}
	c.Unblock()
	if got := send(); !got.OK {
		t.Errorf("%+v", got)
	}
	c.DeleteAccount()
	if got := send(); got.Code != 403 || !strings.Contains(got.Description, "deactivated") {
		t.Errorf("%+v", got)
	}
}

func TestFiles(t *testing.T) {
	s := telegramtest.New(token)
	s.Citizen(7, "de")
	id := s.AddFile([]byte("bytes"))
	var file struct {
		Path string `json:"file_path"`
	}
	if err := json.Unmarshal(ask(t, s, "getFile", map[string]string{"file_id": id}).Result, &file); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://any/file/bot"+token+"/"+file.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := s.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if data, _ := io.ReadAll(resp.Body); string(data) != "bytes" {
		t.Errorf("downloaded %q", data)
	}
	if got := ask(t, s, "getFile", map[string]string{"file_id": "other"}); got.OK {
		t.Errorf("%+v", got)
	}
	multipart := "--B\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\nJPEG\r\n--B--\r\n"
	if got := roundTrip(t, s, "sendPhoto", "multipart/form-data; boundary=B", multipart); !got.OK {
		t.Errorf("%+v", got)
	}
	if got := roundTrip(t, s, "sendDocument", "application/json", `{"chat_id":7,"document":"`+id+`"}`); !got.OK {
		t.Errorf("%+v", got)
	}
	if problems := s.Problems(); len(problems) > 0 {
		t.Errorf("problems %q", problems)
	}
}

// webhook answers with a status alone.
type webhook func(*http.Request) int

func (h webhook) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: h(r), Body: http.NoBody}, nil
}

// A webhook gets what people of one chat do in order: a tap waits until the word before it was taken, and holds up the word behind it.
func TestWebhookOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := telegramtest.New(token)
		c := s.Citizen(7, "de")
		c.Write("/start")
		ask(t, s, "sendMessage", map[string]string{
			"chat_id": "7", "text": "?", "reply_markup": `{"inline_keyboard":[[{"text":"Ja","callback_data":"ja"}]]}`,
		})
		var got []string
		refuse := true
		s.Webhook = webhook(func(r *http.Request) int {
			var u struct {
				Message       *struct{ Text string }
				CallbackQuery *struct{ Data string } `json:"callback_query"`
			}
			if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
				t.Error(err)
			}
			what := "tap"
			if u.CallbackQuery == nil {
				what = u.Message.Text
			}
			got = append(got, what)
			if what == "tap" && refuse {
				refuse = false
				return 500
			}
			return 200
		})
		ask(t, s, "setWebhook", map[string]string{"url": "https://lotse.example.org/"})
		c.Write("eins")
		c.Tap("Ja")
		c.Write("zwei")
		ctx, cancel := context.WithCancel(t.Context())
		delivered := make(chan struct{})
		go func() { defer close(delivered); s.Deliver(ctx) }()
		time.Sleep(time.Minute)
		cancel()
		<-delivered
		if diff := cmp.Diff([]string{"/start", "eins", "tap", "tap", "zwei"}, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}
