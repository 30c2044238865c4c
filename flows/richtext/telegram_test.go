package richtext_test

import (
	"errors"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// entity is what Telegram makes of a tag: offset and length in UTF-16 units of the visible text.
type entity struct {
	kind        string
	url         string
	offset, len int
}

var (
	telegramTag    = regexp.MustCompile(`^<(/?)(b|i|code|a)(?: href="([^"<>]*)")?>`)
	telegramEntity = regexp.MustCompile(`^&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);`)
)

// parseTelegram reads what https://core.telegram.org/bots/api#html-style allows, and nothing else. It shares no code
// with the renderer, counts its own UTF-16 units and refuses what Telegram would silently change: empty entities, code
// together with anything else, and links in links.
func parseTelegram(s string) (visible string, entities []entity, err error) {
	var out strings.Builder
	var open []entity
	units := 0
	for s != "" {
		switch s[0] {
		case '<':
			m := telegramTag.FindStringSubmatch(s)
			if m == nil {
				return "", nil, fmt.Errorf("no tag of Telegram's: %.20q", s)
			}
			s = s[len(m[0]):]
			if m[1] == "/" {
				if len(open) == 0 || open[len(open)-1].kind != m[2] || m[3] != "" {
					return "", nil, fmt.Errorf("</%s> closes nothing", m[2])
				}
				e := open[len(open)-1]
				open = open[:len(open)-1]
				if e.len = units - e.offset; e.len == 0 {
					return "", nil, fmt.Errorf("empty <%s>", e.kind)
				}
				entities = append(entities, e)
				continue
			}
			e := entity{kind: m[2], url: html.UnescapeString(m[3]), offset: units}
			if err := mayOpen(e, open); err != nil {
				return "", nil, err
			}
			open = append(open, e)
		case '&':
			m := telegramEntity.FindString(s)
			if m == "" {
				return "", nil, fmt.Errorf("no entity of Telegram's: %.20q", s)
			}
			out.WriteString(html.UnescapeString(m))
			units++
			s = s[len(m):]
		case '>':
			return "", nil, errors.New("bare >")
		default:
			r := []rune(s[:min(len(s), 4)])[0]
			units++
			if r > 0xffff {
				units++
			}
			out.WriteRune(r)
			s = s[len(string(r)):]
		}
	}
	if len(open) > 0 {
		return "", nil, fmt.Errorf("<%s> is never closed", open[0].kind)
	}
	return out.String(), entities, nil
}

func mayOpen(e entity, open []entity) error {
	for _, o := range open {
		if o.kind == e.kind || o.kind == "code" || e.kind == "code" {
			return fmt.Errorf("<%s> in <%s>", e.kind, o.kind)
		}
	}
	if (e.kind == "a") != (e.url != "") {
		return fmt.Errorf("<%s> with the URL %q", e.kind, e.url)
	}
	if e.kind != "a" {
		return nil
	}
	scheme, _, _ := strings.Cut(e.url, ":")
	switch strings.ToLower(scheme) {
	case "http", "https", "tel", "mailto", "tg":
	default:
		return fmt.Errorf("link to %q", e.url)
	}
	if strings.ContainsAny(e.url, " \n\t\"<>") {
		return fmt.Errorf("link to %q", e.url)
	}
	if _, err := url.Parse("x:" + e.url); err != nil && strings.Contains(err.Error(), "control character") {
		return err
	}
	return nil
}
