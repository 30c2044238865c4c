package desk_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/desk"
)

func TestInspect(t *testing.T) {
	tests := []struct{ text, want string }{ // want: kind and masked text, "" for nothing
		{"Meine PIN ist 123456", "pin: Meine PIN ist ••••••"},
		{"pin:12345", "pin: pin:•••••"},
		{"PIN12345", "pin: PIN•••••"},
		{"Die Geheimzahl lautet 1 2 3 4 5 6.", "pin: Die Geheimzahl lautet • • • • • •."},
		{"PIN 123 456", "pin: PIN ••• •••"},
		{"PIN 123-456", "pin: PIN •••-•••"},
		{"Ich habe 54321 als Transport-PIN", "pin: Ich habe ••••• als Transport-PIN"},
		{"CAN 123456 steht vorn", "pin: CAN •••••• steht vorn"},
		{"die can-nummer 123456", "pin: die can-nummer ••••••"},
		{"SMS-TAN: 482913", "pin: SMS-TAN: ••••••"},
		{"pin ١٢٣٤٥٦", "pin: pin ••••••"},
		{"PIN １２３４５", "pin: PIN •••••"},
		{"PIN 12\u00a0345", "pin: PIN ••\u00a0•••"},
		{"PIN 1\u200b2345", "pin: PIN •\u200b••••"},
		{"ПИН 123456", "pin: ПИН ••••••"},
		{"мой пин-код 123456", "pin: мой пин-код ••••••"},
		{"не помню пина 123456", "pin: не помню пина ••••••"},
		{"nie pamiętam PIN-u 123456", "pin: nie pamiętam PIN-u ••••••"},
		{"الرقم السري هو ١٢٣٤٥٦", "pin: الرقم السري هو ••••••"},
		{"رقم التعريف الشخصي 123456", "pin: رقم التعريف الشخصي ••••••"},
		{"die can ist 123456", "pin: die can ist ••••••"},
		{"can 123 456", "pin: can ••• •••"},
		{"Meine PIN ist eins zwei drei vier fünf sechs", "pin: Meine PIN ist •••• •••• •••• •••• •••• •••••"},
		{"мой пин: один, два, три, четыре, пять", "pin: мой пин: ••••, •••, •••, ••••••, ••••"},
		{"PIN 1, 2, 3, 4, 5, 6!", "pin: PIN •, •, •, •, •, •!"},
		{"PUK eins zwei drei vier fünf sechs sieben acht neun null", "puk: PUK •••• •••• •••• •••• •••• ••••• •••••• •••• •••• ••••"},
		{"meine PIN ist 1234", "pin: meine PIN ist ••••"},
		{"PIN 12345 wohne in 06217 Merseburg", "pin: PIN ••••• wohne in 06217 Merseburg"},
		{"PUK 1234567890", "puk: PUK ••••••••••"},
		{"Die PUK lautet 12345 67890", "puk: Die PUK lautet ••••• •••••"},
		{"PUK: 12 34 56 78 90", "puk: PUK: •• •• •• •• ••"},
		{"IBAN DE89370400440532013000", "iban: IBAN ••••••••••••••••••••••"},
		{"auf DE89 3704 0044 0532 0130 00 bitte", "iban: auf •••• •••• •••• •••• •••• •• bitte"},
		{"de89 3704 0044 0532 0130 00.", "iban: •••• •••• •••• •••• •••• ••."},
		{"UA21 3223 1300 0002 6007 2335 6600 1", "iban: •••• •••• •••• •••• •••• •••• •••• •"},
		{"Konto:DE89-3704-0044-0532-0130-00", "iban: Konto:••••-••••-••••-••••-••••-••"},
		{"Steuer-ID 86095742719", "tax-id: Steuer-ID •••••••••••"},
		{"86 095 742 719", "tax-id: •• ••• ••• •••"},
		{"Ausweis L01X00T47", "id-card: Ausweis •••••••••"},
		{"Nr. T220001293", "id-card: Nr. ••••••••••"},
		{"l01x00t47", "id-card: •••••••••"},
		{"IDD<<T220001293<<<<", "id-card: IDD<<••••••••••<<<<"},

		{"Meine PIN habe ich vergessen, ich wohne in 06217 Merseburg.", ""},
		{"PIN vergessen. 06258 Schkopau", ""},
		{"PIN-Brief vom 24.12.2026 verloren", ""},
		{"Die PIN-Hotline hat die 03461 445566?", ""},
		{"PIN seit 2023 gesperrt", ""},
		{"PIN zwei, drei Mal falsch", ""},
		{"I can pay 123456", ""},
		{"eins zwei drei vier fünf sechs", ""},
		{"PIN neu kostet 12345 Euro?", ""},
		{"PIN-Rücksetzung, Aktenzeichen 50/12345/26", ""},
		{"ruf mich an 0151 23456789", ""},
		{"+4915123456789", ""},
		{"03461 123456", ""},
		{"Aktenzeichen 12345678901", ""},
		{"86095742718", ""},                 // wrong check digit
		{"DE88 3704 0044 0532 0130 00", ""}, // wrong check digits
		{"T220001294", ""},                  // wrong check digit
		{"DE89370400440532013000x1 und mehr", "iban: ••••••••••••••••••••••x1 und mehr"}, // a slip of the thumb hides nothing
		{"I can come at 12345 Main Street", ""},
		{"Spinnerei 12345", ""},
		{"MER-AB 1234", ""},
		{"Termin am 24.12.2026 um 10:30", ""},
		{"06217", ""},
		{"Wohnung 123456", ""},
		{"Strumpfhosen", ""},
		{"", ""},
	}
	for _, tt := range tests {
		found := desk.Inspect(tt.text)
		got := ""
		if len(found) > 0 {
			got = string(found[0].Kind) + ": " + desk.Mask(tt.text, found)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%q (want -, got +):\n%s", tt.text, d)
		}
	}
}

// FuzzInspect: findings are in order, lie inside the text, do not overlap, and a masked text holds nothing any more.
func FuzzInspect(f *testing.F) {
	for _, s := range []string{"PIN 12345", "DE89 3704 0044 0532 0130 00", "PUK 1234567890 und PIN 123456", "86095742719", "L01X00T47", "pin ١٢٣٤٥٦"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		found := desk.Inspect(s)
		last := 0
		for _, x := range found {
			if x.Start < last || x.End <= x.Start || x.End > len(s) || !utf8.ValidString(s[x.Start:x.End]) {
				t.Fatalf("%q: %+v", s, found)
			}
			last = x.End
		}
		masked := desk.Mask(s, found)
		if strings.Count(masked, "") != strings.Count(s, "") {
			t.Errorf("%q masked is %q", s, masked)
		}
		for _, x := range desk.Inspect("PIN 493817 " + s) {
			if x.Kind == desk.PIN && x.Start <= 4 && 10 <= x.End {
				return
			}
		}
		if len(s) > 0 && strings.ContainsAny(s[:1], "0123456789-.,/:€eE\u0660") || strings.ContainsAny(s, "0123456789") {
			return // another number goes on with this one
		}
		if r, _ := utf8.DecodeRuneInString(s); r < 0x80 {
			t.Errorf("PIN before %q was missed", s)
		}
	})
}
