package telegram

import (
	"strconv"
	"strings"

	"github.com/digitaler-lotse/lotse/bot"
)

// sent is what a receipt stands for: the messages in the chat that one entry has become. As a receipt it is "101" or
// "101,102", and with a hint "101,102+103"; receipts are stored, so their form is a promise.
type sent struct {
	pieces []int // the keyboard is under the last
	hint   int   // the message with the location button; 0: none
}

func (s sent) receipt() bot.Receipt {
	var b strings.Builder
	for i, id := range s.pieces {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(id))
	}
	if s.hint != 0 {
		b.WriteString("+" + strconv.Itoa(s.hint))
	}
	return bot.Receipt(b.String())
}

// parseReceipt leaves out what it does not understand: the messages behind it can then not be changed, which harms nobody.
func parseReceipt(r bot.Receipt) sent {
	var s sent
	list, hint, _ := strings.Cut(string(r), "+")
	s.hint, _ = strconv.Atoi(hint)
	for part := range strings.SplitSeq(list, ",") {
		if id, err := strconv.Atoi(part); err == nil {
			s.pieces = append(s.pieces, id)
		}
	}
	return s
}
