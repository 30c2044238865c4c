package flows

import (
	"slices"
	"strings"
)

// Command is a word that works everywhere.
type Command string

const (
	CmdMenu     Command = "menu"
	CmdBack     Command = "back"
	CmdHelp     Command = "help"
	CmdHuman    Command = "human"
	CmdStop     Command = "stop"
	CmdLanguage Command = "language"
	CmdRepeat   Command = "repeat" // the question once more
	CmdGreeting Command = "greeting"
	CmdThanks   Command = "thanks"
	CmdTalk     Command = "talk" // back to the open ticket
	cmdYes      Command = "yes"
	cmdNo       Command = "no"
	cmdUnsure   Command = "unsure"
)

// Commands are those that people type; the message "word."+command lists the words, separated by commas, the first being the usual one.
var Commands = []Command{CmdMenu, CmdBack, CmdHelp, CmdHuman, CmdStop, CmdLanguage, CmdRepeat, CmdGreeting, CmdThanks, CmdTalk, cmdYes, cmdNo, cmdUnsure}

// answers reports whether the words of c answer a question: they do nothing of their own.
func (c Command) answers() bool { return c == cmdYes || c == cmdNo || c == cmdUnsure }

// word finds a normalised global word, with "please" or without.
func (s *Set) word(text string) (Command, bool) {
	if c, ok := s.words[text]; ok {
		return c, true
	}
	for _, please := range s.please {
		before, begins := strings.CutPrefix(text, please+" ")
		after, ends := strings.CutSuffix(text, " "+please)
		if begins && s.words[before] != "" {
			return s.words[before], true
		}
		if ends && s.words[after] != "" {
			return s.words[after], true
		}
	}
	return s.agreed(text)
}

// agreed is the answer that several words agree on, politely or not: "ja gern", "nein danke".
func (s *Set) agreed(text string) (said Command, ok bool) {
	for w := range strings.FieldsSeq(text) {
		switch c := s.words[w]; {
		case c == CmdThanks || slices.Contains(s.please, w):
		case c.answers() && (said == "" || said == c):
			said = c
		default:
			return "", false
		}
	}
	return said, said != ""
}

// withoutCourtesy takes greetings, thanks and "please" off both ends of a text; nothing else left is "".
func (s *Set) withoutCourtesy(text string) string {
	words := strings.Fields(text)
	courteous := func(words []string) bool {
		key := normalise(strings.Join(words, " "))
		return s.words[key] == CmdGreeting || s.words[key] == CmdThanks || slices.Contains(s.please, key)
	}
	const most = 4 // words of a phrase
	for n := min(most, len(words)); n > 0; n-- {
		switch {
		case n > len(words):
		case courteous(words[:n]):
			words, n = words[n:], most+1
		case courteous(words[len(words)-n:]):
			words, n = words[:len(words)-n], most+1
		}
	}
	return strings.Join(words, " ")
}

// command finds a global word or slash command, in any language. A slash makes flows reachable by name too ("/datenschutz").
func (t *turn) command(text string) (Command, bool) {
	return t.Set.word(normalise(strings.TrimPrefix(text, "/")))
}

// obey carries out a command.
func (t *turn) obey(c Command) {
	switch c {
	case CmdMenu:
		t.stopTalking()
		t.leave()
		t.jump(Ref{Flow: menuFlow})
	case CmdBack:
		t.back()
	case CmdHelp:
		t.visitAside(helpFlow)
	case CmdHuman:
		t.leave()
		t.jump(Ref{Flow: humanFlow})
	case CmdLanguage:
		t.visitAside(languageFlow)
	case CmdStop:
		t.stop()
	case CmdTalk:
		t.talk()
	case CmdGreeting, CmdThanks:
		t.note(string(c), nil)
		t.brief = true
		t.ask()
	default:
		t.ask()
	}
}

// stop ends what is going on; the next word finds the menu.
func (t *turn) stop() {
	if t.talking() {
		t.emit(Leave{})
		return
	}
	t.leave()
	t.s.Stack, t.s.Offers, t.s.Deadline = nil, nil, nil
	t.note("stopped", nil)
	t.offer(nil)
}

// slash handles "/word": a command, a flow by name, or /start.
func (t *turn) slash(text string) bool {
	name, payload, _ := strings.Cut(strings.TrimPrefix(text, "/"), " ")
	name, _, _ = strings.Cut(name, "@") // groups address commands as /menu@bot
	if name == "start" {
		t.start(Start{Payload: strings.TrimSpace(payload)})
		return true
	}
	if c, ok := t.command(name); ok {
		t.obey(c)
		return true
	}
	id := strings.ToLower(name)
	if t.Set.flow[id] == nil {
		id = strings.ReplaceAll(id, "_", "-") // where commands can be tapped, they have no hyphen
	}
	if flow := t.Set.flow[id]; flow != nil && flow.ID != endFlow {
		t.stopTalking()
		t.leave()
		t.jump(Ref{Flow: id})
		return true
	}
	return false
}
