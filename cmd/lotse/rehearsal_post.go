package main

import (
	"regexp"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

var (
	emojiLine = regexp.MustCompile(`^:([a-z0-9_+-]+):$`)
	fileLine  = regexp.MustCompile(`^\((photo|document|voice)\)\s*(.*)$`)
	atName    = regexp.MustCompile(`@([a-z0-9][a-z0-9._-]*[a-z0-9])`)
)

// Post implements transcript.Desk: a post in the thread, or, if the line is nothing but :an_emoji:, a reaction to the root post. "(edit) …" and
// "(delete)" change the volunteer's latest post. Everybody who writes or is written to belongs to the channel.
func (r *rehearsal) Post(who, line string, now time.Time) []transcript.Done {
	r.begin()
	if who == "" {
		who = usual
	}
	agent, t := r.meet(who), r.ticket()
	if t.RootPost() == "" || t.State == desk.Erased {
		r.desk("Es gibt kein offenes Anliegen.")
		return r.done
	}
	if m := emojiLine.FindStringSubmatch(line); m != nil {
		r.take(desk.AgentReacted{Agent: agent, Post: t.RootPost(), Emoji: m[1]}, now)
		return r.done
	}
	if text, ok := strings.CutPrefix(line, "(edit) "); ok {
		r.take(desk.AgentEdited{Agent: agent, Post: r.posted[agent], Text: text, Mentions: r.mentions(text)}, now)
		return r.done
	}
	if line == "(delete)" {
		r.take(desk.AgentDeleted{Post: r.posted[agent]}, now)
		return r.done
	}
	e := desk.AgentPosted{Agent: agent, Post: desk.PostID("p" + string(r.message())), Text: line}
	if m := fileLine.FindStringSubmatch(line); m != nil {
		e.Text, e.Files = m[2], []desk.File{{Kind: kinds[m[1]]}}
	}
	r.posted[agent] = e.Post
	e.Mentions = r.mentions(line)
	r.take(e, now)
	return r.done
}

func (r *rehearsal) mentions(line string) []desk.Mention {
	var out []desk.Mention
	for _, m := range atName.FindAllStringSubmatch(line, -1) {
		out = append(out, desk.Mention{Name: m[1], Agent: r.meet(m[1])})
	}
	return out
}
