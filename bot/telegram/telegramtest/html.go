package telegramtest

//lint:file-ignore ST1005 these errors carry the words that Telegram answers with

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Entity is a part of a text with a look of its own. Offset and Length are in UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

// entityTypes are the tags of https://core.telegram.org/bots/api#html-style.
var entityTypes = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler", "tg-spoiler": "spoiler",
	"a": "text_link", "tg-emoji": "custom_emoji", "code": "code", "pre": "pre", "blockquote": "blockquote",
}

// parser reads HTML as Telegram does: few tags, everything else an error.
type parser struct {
	src   string
	at    int
	out   strings.Builder
	units int
	open  []openTag
	found []Entity
}

type openTag struct {
	name   string
	url    string
	offset int
}

// parseHTML returns the visible text and its entities, or Telegram's error.
func parseHTML(src string) (visible string, entities []Entity, err error) {
	if !utf8.ValidString(src) {
		return "", nil, fmt.Errorf("text must be encoded in UTF-8")
	}
	p := parser{src: src}
	for p.at < len(src) {
		switch {
		case strings.HasPrefix(src[p.at:], "</"):
			err = p.endTag()
		case src[p.at] == '<':
			err = p.startTag()
		case src[p.at] == '&':
			p.reference()
		default:
			r, size := utf8.DecodeRuneInString(src[p.at:])
			p.write(r)
			p.at += size
		}
		if err != nil {
			return "", nil, fmt.Errorf("can't parse entities: %w", err)
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, fmt.Errorf("can't parse entities: Can't find end tag corresponding to start tag \"%s\"", p.open[n-1].name)
	}
	return p.out.String(), p.found, nil
}

func (p *parser) write(r rune) {
	p.out.WriteRune(r)
	p.units++
	if r > 0xffff {
		p.units++
	}
}

func (p *parser) startTag() error {
	begin := p.at
	end := strings.IndexByte(p.src[begin:], '>')
	if end < 0 {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
	}
	name, attributes, _ := strings.Cut(p.src[begin+1:begin+end], " ")
	name = strings.ToLower(name)
	if entityTypes[name] == "" {
		return fmt.Errorf("Unsupported start tag \"%s\" at byte offset %d", name, begin)
	}
	p.at = begin + end + 1
	tag := openTag{name: name, offset: p.units}
	attributes = strings.TrimSpace(attributes)
	if attributes != "" {
		key, value, ok := strings.Cut(attributes, "=")
		if !ok {
			return fmt.Errorf("Expected equal sign in declaration of an attribute of the tag \"%s\" at byte offset %d", name, begin)
		}
		if len(value) < 2 || value[0] != '"' && value[0] != '\'' || value[len(value)-1] != value[0] {
			return fmt.Errorf("Unclosed start tag at byte offset %d", begin)
		}
		if name == "a" && key == "href" {
			tag.url = unescape(value[1 : len(value)-1])
		}
	}
	p.open = append(p.open, tag)
	return nil
}

func (p *parser) endTag() error {
	begin := p.at
	end := strings.IndexByte(p.src[begin:], '>')
	if end < 0 {
		return fmt.Errorf("Unclosed end tag at byte offset %d", begin)
	}
	name := strings.ToLower(strings.TrimSpace(p.src[begin+2 : begin+end]))
	if len(p.open) == 0 {
		return fmt.Errorf("Unexpected end tag at byte offset %d", begin)
	}
	tag := p.open[len(p.open)-1]
	if name != tag.name {
		return fmt.Errorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	p.at = begin + end + 1
	if length := p.units - tag.offset; length > 0 {
		p.found = append(p.found, Entity{entityTypes[name], tag.offset, length, tag.url})
	}
	return nil
}

// reference reads "&lt;" and the like. What is none stays as it is.
func (p *parser) reference() {
	r, size := reference(p.src[p.at:])
	p.write(r)
	p.at += size
}

func reference(s string) (r rune, size int) {
	for name, r := range map[string]rune{"&lt;": '<', "&gt;": '>', "&amp;": '&', "&quot;": '"'} {
		if strings.HasPrefix(s, name) {
			return r, len(name)
		}
	}
	end := strings.IndexByte(s, ';')
	if digits, ok := strings.CutPrefix(s, "&#"); ok && end > 2 && end < 10 {
		digits, base := digits[:end-2], 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		n, err := strconv.ParseUint(digits, base, 32)
		if err == nil && n > 0 && n <= utf8.MaxRune {
			return rune(n), end + 1
		}
	}
	return '&', 1
}

func unescape(s string) string {
	var b strings.Builder
	for s != "" {
		if s[0] == '&' {
			r, size := reference(s)
			b.WriteRune(r)
			s = s[size:]
			continue
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}
