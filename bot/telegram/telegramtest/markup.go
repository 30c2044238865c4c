package telegramtest

import (
	"net/url"
	"strings"
)

// markup reads reply_markup into m.
func markup(p map[string]any, m *Message, private bool) answer {
	k, ok := p["reply_markup"].(map[string]any)
	if !ok {
		return answer{}
	}
	if rows, ok := k["inline_keyboard"].([]any); ok {
		return inline(rows, m)
	}
	if rows, ok := k["keyboard"].([]any); ok {
		return keys(rows, m, private)
	}
	return answer{}
}

func inline(rows []any, m *Message) answer {
	for _, row := range rows {
		var line []Button
		for _, item := range row.([]any) {
			b, no := inlineButton(item.(map[string]any))
			if no.code != 0 {
				return no
			}
			line = append(line, b)
		}
		if line != nil {
			m.Buttons = append(m.Buttons, line)
		}
	}
	return answer{}
}

func inlineButton(b map[string]any) (Button, answer) {
	out := Button{Text: strings.TrimSpace(text(b, "text")), Data: text(b, "callback_data"), URL: text(b, "url")}
	if out.Text == "" {
		return out, badRequest("can't parse inline keyboard button: Button text must be non-empty")
	}
	uses := 0
	for name := range b {
		if name != "text" && name != "style" && name != "icon_custom_emoji_id" {
			uses++
		}
	}
	if uses != 1 {
		return out, badRequest("can't parse inline keyboard button: exactly one of the optional fields must be used in the inline keyboard")
	}
	if out.URL != "" {
		u, err := url.Parse(out.URL)
		if err != nil || u.Host == "" || strings.ContainsAny(out.URL, " \n") {
			return out, badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", out.URL)
		}
		switch u.Scheme {
		case "http", "https", "tg":
			return out, answer{}
		}
		return out, badRequest("inline keyboard button URL '%s' is invalid: Unsupported URL protocol", out.URL)
	}
	if n := len(out.Data); n < 1 || n > 64 {
		return out, badRequest("BUTTON_DATA_INVALID")
	}
	return out, answer{}
}

func keys(rows []any, m *Message, private bool) answer {
	for _, row := range rows {
		var line []Button
		for _, item := range row.([]any) {
			b := item.(map[string]any)
			key := Button{Text: strings.TrimSpace(text(b, "text"))}
			key.Location, _ = b["request_location"].(bool)
			if key.Text == "" {
				return badRequest("can't parse reply keyboard: keyboard button text must be non-empty")
			}
			if key.Location && !private {
				return badRequest("location can be requested in private chats only")
			}
			line = append(line, key)
		}
		m.Keys = append(m.Keys, line)
	}
	return answer{}
}
