package content

import (
	"regexp"
	"strings"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// phoneRE finds a number as people write it; what follows a slash with spaces around it is another one.
var phoneRE = regexp.MustCompile(`\+?[0-9](?:[ /-]?[0-9])+`)

// phone adds the number; the first one can be tapped where the channel allows it.
func (k *card) phone(p *place) {
	if p.phone != "" {
		k.raw(k.label("card.phone", "text", callable(p.phone)), p.doubtful("phone"))
	}
}

// callable is Markdown in which the first number is a link.
func callable(phone string) string {
	at := phoneRE.FindStringIndex(phone)
	if at == nil {
		return richtext.Escape(phone)
	}
	number := phone[at[0]:at[1]]
	return richtext.Escape(phone[:at[0]]) + "[" + richtext.Escape(number) + "](tel:" + dialled(number) + ")" + richtext.Escape(phone[at[1]:])
}

// dialled is a number in the international form; short ones such as 115 stay as they are.
func dialled(number string) string {
	digits := strings.NewReplacer(" ", "", "-", "", "/", "").Replace(number)
	if rest, ok := strings.CutPrefix(digits, "0"); ok && !strings.HasPrefix(rest, "0") {
		return "+49" + rest
	}
	return digits
}
