package flows

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestSessionRoundTrip(t *testing.T) {
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	want := Session{
		Version: SessionVersion, Proposed: "en", Vars: map[string]any{"wohnort": "Merseburg", "alter": 16.0, "ja": true},
		Stack: []Frame{{Ref: Ref{"umzug", "wohin"}}, {Ref: Ref{"hilfe", ""}, Ask: true}}, Back: [][]Frame{{{Ref: Ref{"menu", "menu"}, Ask: true}}},
		Serial: 7, Tapped: "c1.abc", Misses: 1, Offers: []Offer{{Label: "Beuna", Value: "Merseburg"}, {Label: "x", Goto: &Ref{Flow: "menu"}}},
		Deadline: &at, Ticket: &Ticket{After: []Frame{{Ref: Ref{"ende", ""}}}, Talking: true}, Ended: "umzug", Path: []string{"menu"}, Apology: true,
	}
	data, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeSession(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestDecodeSessionMigrates(t *testing.T) {
	steps := []func(map[string]any) error{
		func(m map[string]any) error { m["proposed"] = m["language"]; delete(m, "language"); return nil },
		func(m map[string]any) error { m["serial"] = m["serial"].(float64) + 10; return nil },
	}
	for _, c := range []struct {
		name, in       string
		lang           string
		serial         int
		wantErr        string
		failingStepTwo bool
	}{
		{name: "from the oldest version through every step", in: `{"v":1,"language":"en","serial":1}`, lang: "en", serial: 11},
		{name: "from a later version only through the later step", in: `{"v":2,"proposed":"en","serial":1}`, lang: "en", serial: 11},
		{name: "the current version is left alone", in: `{"v":3,"proposed":"en","serial":1}`, lang: "en", serial: 1},
		{name: "a newer version is refused", in: `{"v":4}`, wantErr: "newer than this program's 3"},
		{name: "no version is refused", in: `{}`, wantErr: "no version"},
		{name: "what is no session is refused", in: `[]`, wantErr: "read session"},
		{name: "a failing step is named", in: `{"v":2}`, wantErr: "migrate session from version 2: lost", failingStepTwo: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			use := steps
			if c.failingStepTwo {
				use = []func(map[string]any) error{steps[0], func(map[string]any) error { return errors.New("lost") }}
			}
			s, err := decodeSession([]byte(c.in), use)
			if c.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), c.wantErr) {
					t.Fatalf("error %v, want %q", err, c.wantErr)
				}
				return
			}
			if err != nil || s.Lang() != c.lang || s.Serial != c.serial {
				t.Errorf("got %+v, %v", s, err)
			}
		})
	}
}

// TestStoredSessionOfVersion1 guards the stored form: sessions of citizens who are in the middle of something are out there.
func TestStoredSessionOfVersion1(t *testing.T) {
	const stored = `{"v":1,"proposed":"en","stack":[{"f":"umzug","s":"wann"}],"vars":{"wohnort":"Merseburg"},"back":[[{"f":"umzug","s":"wohin","ask":true}]],"serial":3,"path":["menu","umzug"]}`
	s, err := DecodeSession([]byte(stored))
	if err != nil {
		t.Fatal(err)
	}
	if at, ok := s.At(); !ok || at != (Ref{"umzug", "wann"}) || s.Vars["wohnort"] != "Merseburg" || len(s.Back) != 1 || !s.Back[0][0].Ask {
		t.Errorf("got %+v", s)
	}
	data, err := s.Encode()
	if err != nil || !json.Valid(data) || string(data) != stored {
		t.Errorf("the stored form has changed without a new version:\n%s\n%s", stored, data)
	}
}

func TestParseNumber(t *testing.T) {
	for text, want := range map[string]float64{"16": 16, " 16 ": 16, "16 Jahre": 16, "1.200": 1200, "1.200,50": 1200.5, "16,5": 16.5, "16.5": 16.5, "-3": -3, "ich bin 70": 70} {
		if got, ok := parseNumber(text); !ok || got != want {
			t.Errorf("parseNumber(%q) = %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "viele", "2 oder 3", "zwischen 5 und 6"} {
		if got, ok := parseNumber(text); ok {
			t.Errorf("parseNumber(%q) = %v, want none", text, got)
		}
	}
}

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{"24.12.2026": "2026-12-24", "4.1.2026": "2026-01-04", "24/12/2026": "2026-12-24", "24 12 2026": "2026-12-24",
		"2026-12-24": "2026-12-24", " 29.2.2024 ": "2024-02-29"} {
		if got, ok := parseDate(text); !ok || got.Format(isoDate) != want {
			t.Errorf("parseDate(%q) = %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "gestern", "30.02.2026", "29.02.2026", "1.13.2026", "24.12.26", "24.12.1026"} {
		if got, ok := parseDate(text); ok {
			t.Errorf("parseDate(%q) = %v, want none", text, got)
		}
	}
}

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{"Führerschein": "fuehrerschein", "FÜHRERSCHEIN!": "fuehrerschein", "Fu\u0308hrerschein": "fuehrerschein", "  Ja,  er liegt vor mir. ": "ja er liegt vor mir",
		"👍": "", "Straße": "strasse", "Čapek": "capek", "geht's": "gehts", "Ні": "ні", "العربية": "العربية", "\u2067مرحبا\u2069": "مرحبا"} {
		if got := normalise(in); got != want {
			t.Errorf("normalise(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestYears(t *testing.T) {
	d := func(s string) time.Time { day, _ := time.Parse(isoDate, s); return day }
	for _, c := range []struct {
		since, now string
		want       float64
	}{{"2010-11-23", "2026-11-23", 16}, {"2010-11-24", "2026-11-23", 15}, {"2008-02-29", "2026-02-28", 17}, {"2008-02-29", "2026-03-01", 18}} {
		if got := years(d(c.since), d(c.now)); got != c.want {
			t.Errorf("years(%s, %s) = %v, want %v", c.since, c.now, got, c.want)
		}
	}
}
