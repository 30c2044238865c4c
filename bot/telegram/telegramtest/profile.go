package telegramtest

import (
	"maps"
	"regexp"
)

// profile is what is shown about the bot, by language.
type profile struct {
	commands    map[string][]any
	description map[string]string
	short       map[string]string
	button      string
}

func newProfile() profile {
	return profile{commands: map[string][]any{}, description: map[string]string{}, short: map[string]string{}}
}

// Commands returns the names and descriptions of the commands in a language ("" for everybody else).
func (s *Server) Commands(lang string) [][2]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out [][2]string
	for _, c := range s.profile.commands[lang] {
		one := c.(map[string]any)
		out = append(out, [2]string{text(one, "command"), text(one, "description")})
	}
	return out
}

// Descriptions returns the bot's description by language.
func (s *Server) Descriptions() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.profile.description)
}

// MenuButton returns the kind of button beside the text field; "" if it was never set.
func (s *Server) MenuButton() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.profile.button
}

var commandForm = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

func (s *Server) setMyCommands(p map[string]any) answer {
	list := p["commands"].([]any)
	if len(list) > 100 {
		return badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range list {
		one := c.(map[string]any)
		if !commandForm.MatchString(text(one, "command")) {
			return badRequest("BOT_COMMAND_INVALID")
		}
		if n := len([]rune(text(one, "description"))); n < 1 || n > 256 {
			return badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	if n := len(text(p, "language_code")); n != 0 && n != 2 {
		return badRequest("LANG_CODE_INVALID")
	}
	s.profile.commands[text(p, "language_code")] = list
	return success(true)
}

func (s *Server) getMyCommands(p map[string]any) answer {
	if list := s.profile.commands[text(p, "language_code")]; list != nil {
		return success(list)
	}
	return success([]any{})
}

func (s *Server) setMyDescription(p map[string]any) answer {
	if len([]rune(text(p, "description"))) > 512 {
		return badRequest("DESCRIPTION_TOO_LONG")
	}
	s.profile.description[text(p, "language_code")] = text(p, "description")
	return success(true)
}

func (s *Server) getMyDescription(p map[string]any) answer {
	return success(map[string]any{"description": s.profile.description[text(p, "language_code")]})
}

func (s *Server) setMyShortDescription(p map[string]any) answer {
	if len([]rune(text(p, "short_description"))) > 120 {
		return badRequest("SHORT_DESCRIPTION_TOO_LONG")
	}
	s.profile.short[text(p, "language_code")] = text(p, "short_description")
	return success(true)
}

func (s *Server) getMyShortDescription(p map[string]any) answer {
	return success(map[string]any{"short_description": s.profile.short[text(p, "language_code")]})
}

func (s *Server) setChatMenuButton(p map[string]any) answer {
	if button, ok := p["menu_button"].(map[string]any); ok {
		s.profile.button = text(button, "type")
	}
	return success(true)
}
