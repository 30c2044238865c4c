package mattermost

import (
	"regexp"
	"strings"
	"unicode/utf8"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// maxRunes is what the server takes in one post.
const maxRunes = mm.PostMessageMaxRunesV2

// Literal shows a text as it was typed: it mentions nobody, formats nothing and links nowhere.
func Literal(s string) string { return richtext.Parse(richtext.Escape(s)).Markdown() }

// pieces renders a text for as many posts as it needs, with room characters to spare in each; none for an empty text.
func pieces(t richtext.Text, room int) []string {
	limit := maxRunes - room
	if s := t.Markdown(); utf8.RuneCountInString(s) <= limit {
		if strings.TrimSpace(s) == "" {
			return nil
		}
		return []string{s}
	}
	var out []string
	for _, part := range richtext.Split(t, limit) {
		out = append(out, shorter(part, limit)...)
	}
	return out
}

// shorter cuts on where the invisible characters of the markup make a piece too long.
func shorter(t richtext.Text, limit int) []string {
	s := t.Markdown()
	if utf8.RuneCountInString(s) <= limit {
		return []string{s}
	}
	var out []string
	for _, part := range richtext.Split(t, max(t.Len()/2, 2)) {
		out = append(out, shorter(part, limit)...)
	}
	return out
}

// Readable turns what a volunteer wrote into the Markdown that package richtext knows, so that nothing of it looks like markup on the
// citizen's phone: headings become bold lines, tables lines, tasks boxes, :smile: the sign itself. What is crossed out stays
// marked as typed, because without the marks it would be read as valid.
func (*Channel) Readable(markdown string) string {
	var out []string
	fenced := ""
	for line := range strings.SplitSeq(strings.ReplaceAll(markdown, "\r\n", "\n"), "\n") {
		mark := fence.FindString(line)
		switch {
		case fenced != "" && strings.TrimSpace(line) == fenced:
			fenced = ""
		case fenced != "":
			out = append(out, codeLine(line))
		case mark != "":
			fenced = strings.TrimSpace(mark)
		case tableRule.MatchString(line) && strings.Contains(line, "|"):
		default:
			out = append(out, readableLine(line))
		}
	}
	return strings.Join(out, "\n")
}

var (
	fence     = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	tableRule = regexp.MustCompile(`^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$`)
	tableRow  = regexp.MustCompile(`^\s*\|(.+)\|\s*$`)
	rule      = regexp.MustCompile(`^ {0,3}(-[ -]*-[ -]*-|\*[ *]*\*[ *]*\*|_[ _]*_[ _]*_)[ ]*$`)
	heading   = regexp.MustCompile(`^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$`)
	quotation = regexp.MustCompile(`^ {0,3}((?:> ?)+)(.*)$`)
	task      = regexp.MustCompile(`^(\s*)[-*+] \[([ xX])\] (.*)$`)
	plusItem  = regexp.MustCompile(`^(\s*)\+ (.*)$`)
	hardBreak = regexp.MustCompile(`(?:\\| {2,})$`)
)

func readableLine(line string) string {
	line = hardBreak.ReplaceAllStringFunc(line, func(s string) string {
		if s == `\` && strings.HasSuffix(line, `\\`) {
			return s // a backslash of its own
		}
		return ""
	})
	if rule.MatchString(line) {
		return ""
	}
	if m := heading.FindStringSubmatch(line); m != nil {
		if m[1] == "" {
			return ""
		}
		return "**" + inline(strings.NewReplacer("**", "", "__", "").Replace(m[1])) + "**"
	}
	if m := quotation.FindStringSubmatch(line); m != nil {
		return strings.TrimRight("» "+readableLine(m[2]), " ")
	}
	if m := task.FindStringSubmatch(line); m != nil {
		box := "☐ "
		if m[2] != " " {
			box = "☑ "
		}
		return m[1] + "- " + box + inline(m[3])
	}
	if m := plusItem.FindStringSubmatch(line); m != nil {
		return m[1] + "- " + inline(m[2])
	}
	if m := tableRow.FindStringSubmatch(line); m != nil {
		cells := strings.Split(m[1], "|")
		for i, cell := range cells {
			cells[i] = inline(strings.TrimSpace(cell))
		}
		return strings.Join(cells, " · ")
	}
	return inline(line)
}

// codeLine is a line of a code block.
func codeLine(line string) string {
	if strings.TrimSpace(line) == "" {
		return ""
	}
	if strings.Contains(line, "`") {
		return richtext.Escape(line)
	}
	return "`" + line + "`"
}

// token is whatever has its own rules inside a line, so that nothing is changed in the middle of code or an address.
var token = regexp.MustCompile("\\\\[[:punct:]]" + // 0: stays
	"|``.+?``|`[^`]+`" +
	`|<(https?://[^<>\s]+)>` + // 1: an address
	`|!?(\[[^\[\]]*\])\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+(?:"[^"]*"|'[^']*'))?(?:\s+=\d*x?\d*)?\s*\)` + // 2, 3: a link or picture
	`|https?://[^\s<>]+` +
	`|\b__(\S(?:[^_]*?\S)?)__\b` + // 4: bold
	`|:([a-z0-9_+-]+):`) // 5: a sign

func inline(line string) string {
	var out strings.Builder
	last := 0
	for _, m := range token.FindAllStringSubmatchIndex(line, -1) {
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return line[m[2*n]:m[2*n+1]]
		}
		out.WriteString(line[last:m[0]])
		whole := line[m[0]:m[1]]
		last = m[1]
		switch {
		case group(1) != "":
			out.WriteString(group(1))
		case group(2) == "[]":
			out.WriteString(group(3))
		case group(2) != "":
			out.WriteString(signs(group(2)) + "(" + group(3) + ")")
		case group(4) != "":
			out.WriteString("**" + signs(group(4)) + "**")
		case group(5) != "":
			out.WriteString(signs(whole))
		default:
			out.WriteString(whole)
		}
	}
	out.WriteString(line[last:])
	return out.String()
}

var sign = regexp.MustCompile(`:[a-z0-9_+-]+:`)

// signs puts emoji in the place of their names. A name that is none stays.
func signs(s string) string {
	return sign.ReplaceAllStringFunc(s, func(name string) string {
		code, ok := mm.SystemEmojis[strings.Trim(name, ":")]
		if !ok {
			return name
		}
		var b strings.Builder
		for point := range strings.SplitSeq(code, "-") {
			r, ok := hexRune(point)
			if !ok {
				return name // one of the chat's own pictures
			}
			b.WriteRune(r)
		}
		return b.String()
	})
}

func hexRune(s string) (rune, bool) {
	var r rune
	if len(s) == 0 || len(s) > 6 {
		return 0, false
	}
	for _, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		default:
			return 0, false
		}
	}
	return r, utf8.ValidRune(r) && r > ' '
}
