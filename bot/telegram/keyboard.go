package telegram

import (
	"unicode/utf8"

	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// shortLabel is how many characters a label may have to share a row with another one on a narrow phone.
const shortLabel = 14

// inlineKeyboard and button are our own types: the library's button always has an empty copy_text, which the Bot API does
// not define.
type inlineKeyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
	Data string `json:"callback_data,omitempty"`
}

// keyboard puts choices one below the other (two short ones beside each other), then the links, and the ways out in one
// last row. It is nil if there are no buttons.
func keyboard(choices, links, nav []flows.Button) models.ReplyMarkup {
	var k inlineKeyboard
	for i := 0; i < len(choices); i++ {
		row := []button{pressed(choices[i])}
		if i+1 < len(choices) && short(choices[i]) && short(choices[i+1]) {
			i++
			row = append(row, pressed(choices[i]))
		}
		k.Rows = append(k.Rows, row)
	}
	for _, b := range links {
		k.Rows = append(k.Rows, []button{{Text: richtext.Isolate(b.Label), URL: b.URL}})
	}
	if len(nav) > 0 {
		var row []button
		for _, b := range nav {
			row = append(row, pressed(b))
		}
		k.Rows = append(k.Rows, row)
	}
	if len(k.Rows) == 0 {
		return nil
	}
	return k
}

func pressed(b flows.Button) button { return button{Text: richtext.Isolate(b.Label), Data: b.ID} }

func short(b flows.Button) bool { return utf8.RuneCountInString(b.Label) <= shortLabel }

// locationKeyboard stands in place of the phone's own keyboard and goes away once it was used.
func locationKeyboard(label string) models.ReplyMarkup {
	return models.ReplyKeyboardMarkup{
		Keyboard:        [][]models.KeyboardButton{{{Text: label, RequestLocation: true}}},
		ResizeKeyboard:  true,
		OneTimeKeyboard: true,
	}
}
