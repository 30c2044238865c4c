package mattermost

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows/richtext"
)

// maxFiles is what the server takes with one post.
const maxFiles = 10

// draft is what an entry will look like. The same entry always gives the same number of parts.
type draft struct {
	key     desk.Key
	channel string
	root    string
	parts   []part
	props   func(number int) mm.StringInterface
}

type part struct {
	text  string
	files []desk.File
}

// draft writes an entry out. An error is a *bot.SendError.
func (c *Channel) draft(ctx context.Context, at whereabouts, out bot.DeskOutbound) (draft, error) {
	switch {
	case out.Root != nil:
		r := out.Root
		text := c.card(r.Card)
		if len(r.Mention) > 0 {
			names, err := c.atNames(ctx, r.Mention)
			if err != nil {
				return draft{}, err
			}
			text += "\n\n" + names
		}
		return draft{r.Key, at.channel, "", []part{{text: cut(text)}}, func(int) mm.StringInterface { return c.rootProps(out.Ticket, r.Key, r.Card) }}, nil
	case out.Post != nil:
		return c.said(ctx, at, out, *out.Post)
	case out.Tell != nil:
		return c.told(ctx, at, out)
	case out.Notice != nil:
		return draft{out.Notice.Key, at.channel, "", lines(out.Notice.Text), plainProps(out.Notice.Key)}, nil
	}
	return draft{}, refuse("an entry that makes no posts")
}

// Link is the address of a post, for people.
func (c *Channel) Link(post desk.PostID) string { return c.cfg.URL + "/_redirect/pl/" + string(post) }

var listStart = regexp.MustCompile(`^(- |\d+\. |>|#)`)

// said is a post in the thread: what the citizen says begins with a sign, so that it is never taken for a word of the desk's.
func (c *Channel) said(ctx context.Context, at whereabouts, out bot.DeskOutbound, p desk.PostThread) (draft, error) {
	d := draft{key: p.Key, channel: at.channel, root: string(out.Thread)}
	if d.root == "" {
		return d, refuse("a post for a thread that is not there yet")
	}
	names, err := c.atNames(ctx, p.Mention)
	if err != nil {
		return d, err
	}
	var before, after []string
	if p.Citizen {
		before = append(before, ":speech_balloon:")
	}
	if idForm.MatchString(string(p.ReplyTo)) {
		before = append(before, "[↪ Antwort auf diesen Beitrag]("+c.Link(p.ReplyTo)+")\n\n")
	}
	if l := p.Location; l != nil {
		spot := strconv.FormatFloat(l.Lat, 'f', 5, 64) + "/" + strconv.FormatFloat(l.Lon, 'f', 5, 64)
		after = append(after, ":round_pushpin: [Standort "+strings.Replace(spot, "/", ", ", 1)+"](https://www.openstreetmap.org/#map=17/"+spot+")")
	}
	if names != "" {
		after = append(after, names)
	}
	head, tail := strings.Join(before, " "), strings.Join(after, "\n")
	d.parts = lines(p.Text)
	if p.Citizen {
		d.parts = nil
		for _, s := range pieces(richtext.Parse(richtext.Escape(p.Text)), utf8.RuneCountInString(head+tail)+8) {
			d.parts = append(d.parts, part{text: s})
		}
	}
	d.parts = frame(d.parts, head, tail, p.Files)
	quiet := p.Citizen && names == ""
	d.props = func(number int) mm.StringInterface {
		props := plainProps(p.Key)(number)
		props[mm.PostPropsGroupHighlightDisabled] = true
		if quiet {
			props[mm.PostPropsMentionHighlightDisabled] = true
		}
		return props
	}
	return d, nil
}

// frame puts head before the first part and tail and the files after the last; there is at least one part.
func frame(parts []part, head, tail string, files []desk.File) []part {
	if len(parts) == 0 {
		parts = []part{{}}
	}
	if first := &parts[0]; head != "" {
		space := " "
		if listStart.MatchString(first.text) {
			space = "\n\n"
		}
		if strings.HasSuffix(head, "\n") || first.text == "" {
			space = ""
		}
		first.text = head + space + first.text
	}
	last := &parts[len(parts)-1]
	if tail != "" {
		last.text = strings.TrimPrefix(last.text+"\n\n"+tail, "\n\n")
	}
	last.files = files[:min(len(files), maxFiles)]
	for rest := files[len(last.files):]; len(rest) > 0; {
		n := min(len(rest), maxFiles)
		parts = append(parts, part{files: rest[:n]})
		rest = rest[n:]
	}
	return parts
}

// told is a word to one volunteer.
func (c *Channel) told(ctx context.Context, at whereabouts, out bot.DeskOutbound) (draft, error) {
	t := out.Tell
	if out.Thread != "" {
		name, err := c.atNames(ctx, []desk.AgentID{t.Agent})
		if err != nil {
			return draft{}, err
		}
		return draft{t.Key, at.channel, string(out.Thread), frame(lines(t.Text), name, "", nil), plainProps(t.Key)}, nil
	}
	if !idForm.MatchString(string(t.Agent)) {
		return draft{}, refuse("a word to somebody who is none of Mattermost's users")
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	ch, resp, err := c.api.CreateDirectChannel(ctx, at.me, string(t.Agent)) // the one that is there, if there is one
	if err != nil {
		return draft{}, c.sendError("open the direct messages", resp, err, true)
	}
	return draft{t.Key, ch.Id, "", lines(t.Text), plainProps(t.Key)}, nil
}

func plainProps(key desk.Key) func(int) mm.StringInterface {
	return func(number int) mm.StringInterface {
		return mm.StringInterface{propKey: string(key), propPart: strconv.Itoa(number)}
	}
}

// rootProps are those of a root post, buttons included.
func (c *Channel) rootProps(ticket desk.TicketID, key desk.Key, k desk.Card) mm.StringInterface {
	props := plainProps(key)(1)
	props[propTicket] = string(ticket)
	if buttons := c.buttons(ticket, k.Actions); buttons != nil {
		props[mm.PostPropsAttachments] = []*mm.MessageAttachment{buttons}
	}
	return props
}

// lines cuts Markdown of our own into posts, between lines.
func lines(s string) []part {
	var out []part
	for utf8.RuneCountInString(s) > maxRunes-500 {
		head := cut(s)
		if i := strings.LastIndexByte(head, '\n'); i > 0 {
			head = head[:i]
		}
		out = append(out, part{text: head})
		s = strings.TrimLeft(s[len(head):], "\n")
	}
	if strings.TrimSpace(s) != "" {
		out = append(out, part{text: s})
	}
	return out
}

// cut returns what fits into one post, with room for names.
func cut(s string) string {
	n := 0
	for i := range s {
		if n++; n > maxRunes-500 {
			return s[:i]
		}
	}
	return s
}
