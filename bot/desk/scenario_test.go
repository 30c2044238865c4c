package desk_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/digitaler-lotse/lotse/bot/desk"
	"github.com/digitaler-lotse/lotse/flows"
)

var update = flag.Bool("update", false, "rewrite the scenarios in testdata")

// TestScenarios plays the conversations in testdata. Lines with ">" are what happens, lines with "<" what has to be done; every action
// is carried out at once unless the scenario says otherwise, and the ticket is stored and read between any two events.
func TestScenarios(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	texts := german(t)
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p := newPlay(t, texts)
			var got strings.Builder
			for _, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
				if strings.HasPrefix(line, "    ") {
					continue
				}
				who, what, happens := strings.Cut(line, ">")
				if strings.HasPrefix(line, "#") || !happens {
					got.WriteString(line + "\n")
					continue
				}
				got.WriteString(line + "\n")
				p.lines = nil
				p.line(who, strings.TrimSpace(what))
				for _, l := range p.lines {
					got.WriteString("    " + l + "\n")
				}
			}
			if *update {
				if err := os.WriteFile(name, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(data), got.String()); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}

// play is one scenario in progress.
type play struct {
	t        *testing.T
	texts    *flows.Texts
	now      time.Time
	ticket   desk.Ticket
	lines    []string
	messages int // of the citizen
	posts    int // of volunteers
	sent     int
	serve    string // "on", "off" or the reason of failure towards the citizen
	refs     map[desk.Key]string
	fits     []string // what the content has for whatever the citizen writes
}

func newPlay(t *testing.T, texts *flows.Texts) *play {
	return &play{t: t, texts: texts, now: time.Date(2026, 11, 24, 10, 0, 0, 0, berlin(t)), serve: "on", refs: map[desk.Key]string{}}
}

func berlin(t testing.TB) *time.Location {
	z, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// office is open from Monday to Friday, 9 to 18.
type office struct{ zone *time.Location }

func (o office) Open(t time.Time) bool {
	t = t.In(o.zone)
	return t.Weekday() != time.Sunday && t.Weekday() != time.Saturday && t.Hour() >= 9 && t.Hour() < 18
}

func (o office) NextOpening(t time.Time) (time.Time, bool) {
	t = t.In(o.zone)
	for d := 0; ; d++ {
		at := time.Date(t.Year(), t.Month(), t.Day()+d, 9, 0, 0, 0, o.zone)
		if at.After(t) && o.Open(at) {
			return at, true
		}
	}
}

func (o office) Closing(t time.Time) (time.Time, bool) {
	t = t.In(o.zone)
	return time.Date(t.Year(), t.Month(), t.Day(), 18, 0, 0, 0, o.zone), o.Open(t)
}

func rules(zone *time.Location) desk.Rules {
	return desk.Rules{
		Hours: office{zone}, UsualAnswer: 20 * time.Minute, RemindAfter: 20 * time.Minute, ReturnAfter: time.Hour, AnnounceAfter: 30 * time.Minute,
		ReopenWithin: 72 * time.Hour, IdleAfter: 48 * time.Hour, CloseAfter: 24 * time.Hour, HoldFor: 24 * time.Hour, MaxToAgents: 20 << 20, MaxToCitizen: 20 << 20,
		OnDuty: func(time.Time) []desk.AgentID { return []desk.AgentID{"dora", "nina"} },
		Quiet:  func(a desk.AgentID, _ time.Time) bool { return a == "nina" },
		Name: func(a desk.AgentID) string {
			if strings.HasPrefix(string(a), "nn") {
				return ""
			}
			return strings.ToUpper(string(a[:1])) + string(a[1:])
		},
		User: func(a desk.AgentID) string { return string(a) + ".muster" },
	}
}

func (p *play) event(e desk.Event) {
	p.t.Helper()
	if p.ticket.State != "" {
		data, err := p.ticket.Encode()
		if err != nil {
			p.t.Fatal(err)
		}
		if p.ticket, err = desk.DecodeTicket(data); err != nil {
			p.t.Fatal(err)
		}
	}
	var actions []desk.Action
	p.ticket, actions = desk.Step(p.ticket, e, rules(p.now.Location()), p.now)
	for _, a := range actions {
		if line := p.show(a); line != "" {
			p.lines = append(p.lines, line)
		}
	}
	for _, a := range actions {
		p.carryOut(a)
	}
}

// carryOut answers what carries a key.
func (p *play) carryOut(a desk.Action) {
	if _, asked := a.(desk.Suggest); asked && p.fits != nil {
		p.event(desk.Suggested{Titles: p.fits})
	}
	k, toCitizen := keyOf(a)
	if k == "" || p.serve == "off" && toCitizen {
		return
	}
	if toCitizen && p.serve != "on" {
		reason := desk.Reason(p.serve)
		p.serve = "on"
		p.event(desk.Undeliverable{Key: k, Reason: reason})
		return
	}
	p.sent++
	ref := fmt.Sprintf("r%d", p.sent)
	if _, root := a.(desk.PostRoot); root {
		ref = "root"
	}
	p.refs[k] = ref
	p.event(desk.Delivered{Key: k, Ref: desk.Ref(ref)})
}

func keyOf(a desk.Action) (k desk.Key, toCitizen bool) {
	switch a := a.(type) {
	case desk.PostRoot:
		return a.Key, false
	case desk.PostThread:
		return a.Key, false
	case desk.Tell:
		return a.Key, false
	case desk.SendCitizen:
		return a.Key, true
	case desk.EditCitizen:
		return a.Key, true
	case desk.DeleteCitizen:
		return a.Key, true
	case desk.StatusCitizen:
		return a.Key, true
	case desk.SayCitizen:
		return a.Key, true
	case desk.AskCitizen:
		return a.Key, true
	}
	return "", false
}

var (
	file    = regexp.MustCompile(`^\((photo|document|voice|video|sticker|contact) ?(\d*)(?:MB)?\) ?`)
	mention = regexp.MustCompile(`@(\w+)`)
)

func files(text string) (rest string, out []desk.File) {
	for {
		m := file.FindStringSubmatch(text)
		if m == nil {
			return text, out
		}
		mb, _ := strconv.Atoi(m[2])
		out = append(out, desk.File{Kind: desk.FileKind(m[1]), Size: int64(mb) << 20, Handle: "h"})
		text = text[len(m[0]):]
	}
}

// mentions are the volunteers named in a text; everybody is one but @unbekannt.
func mentions(text string) []desk.Mention {
	var out []desk.Mention
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if m[1] != "unbekannt" {
			out = append(out, desk.Mention{Name: m[1], Agent: desk.AgentID(m[1])})
		}
	}
	return out
}

// line takes one line of the scenario.
func (p *play) line(who, what string) {
	p.t.Helper()
	what = strings.ReplaceAll(what, `\n`, "\n")
	words := strings.Fields(who)
	switch words[0] {
	case "now":
		at, err := time.ParseInLocation("2006-01-02 15:04", what, p.now.Location())
		if err != nil {
			p.t.Fatal(err)
		}
		p.now = at
	case "open":
		e := desk.Opened{ID: "t1", Seed: 7, Topic: what, Lang: "de", Place: "Merseburg", Path: []string{"Umzug", "Mit einem Menschen sprechen"}, Consent: p.now}
		if len(words) > 1 {
			e.Consent = time.Time{}
		}
		p.event(e)
	case "citizen":
		p.citizen(words, what)
	case "agent":
		text, attached := files(what)
		p.posts++
		e := desk.AgentPosted{Agent: desk.AgentID(words[1]), Post: desk.PostID(fmt.Sprintf("p%d", p.posts)), Text: text, Files: attached}
		e.Mentions = mentions(text)
		p.event(e)
	case "edit":
		p.event(desk.AgentEdited{Agent: desk.AgentID(words[1]), Post: desk.PostID(words[2]), Text: what, Mentions: mentions(what)})
	case "delete":
		p.event(desk.AgentDeleted{Post: desk.PostID(words[1])})
	case "react":
		p.event(desk.AgentReacted{Agent: desk.AgentID(words[1]), Post: desk.PostID(words[2]), Emoji: what})
	case "press":
		p.event(desk.AgentPressed{Agent: desk.AgentID(words[1]), Do: desk.Command(what)})
	case "found":
		var near []string
		if what == "" {
			near = []string{"Kinderreisepass", "Reisepass"}
		}
		p.event(desk.Pushed{Agent: desk.AgentID(words[1]), Post: desk.PostID(words[2]), Found: what != "", Title: what, Text: "Karte: " + what, Near: near})
	case "fits":
		p.fits = strings.Split(what, ", ")
	case "command":
		command, query, _ := strings.Cut(what, " ")
		p.event(desk.AgentPressed{Agent: desk.AgentID(words[1]), Do: desk.Command(command), Query: query})
	case "pushed":
		p.event(desk.Pushed{Agent: desk.AgentID(words[1]), Found: true, Title: what, Text: "Karte: " + what})
	case "later":
		d, err := time.ParseDuration(what)
		if err != nil {
			p.t.Fatal(err)
		}
		p.later(d)
	case "queue":
		n, _ := strconv.Atoi(what)
		p.event(desk.QueueMoved{Place: n})
	case "trouble":
		p.event(desk.ChannelTrouble{Trouble: desk.Trouble(strings.Replace(what, "over", "", 1))})
	case "serve":
		p.serve = what
	default:
		p.t.Fatalf("no such line: %s", who)
	}
}

func (p *play) citizen(words []string, what string) {
	if len(words) > 1 {
		p.event(desk.CitizenEdited{Message: desk.MessageID(words[1]), Text: what})
		return
	}
	switch {
	case what == "/leave":
		p.event(desk.CitizenLeaving{})
	case what == "/block":
		p.event(desk.CitizenLeft{Gone: true})
	case what == "/erase":
		p.event(desk.CitizenErased{})
	case strings.HasPrefix(what, "["):
		id, ok := p.ticket.Typed(strings.Trim(what, "[]"), p.texts, p.now)
		if !ok {
			p.t.Fatalf("no button %s", what)
		}
		p.event(desk.CitizenAnswered{Button: id})
	default:
		text, attached := files(what)
		p.messages++
		e := desk.CitizenSaid{Message: desk.MessageID(fmt.Sprintf("c%d", p.messages)), Text: text, Files: attached}
		if text == "(location)" {
			e.Text, e.Location = "", &desk.Location{Lat: 51.35, Lon: 11.99}
		}
		p.event(e)
	}
}

// later lets timers fire when they are due.
func (p *play) later(d time.Duration) {
	until := p.now.Add(d)
	for n := 0; n < 200; n++ {
		var due desk.Timer
		for k, at := range p.ticket.Timers {
			if !at.After(until) && (due == "" || at.Before(p.ticket.Timers[due]) || at.Equal(p.ticket.Timers[due]) && k < due) {
				due = k
			}
		}
		if due == "" {
			break
		}
		if at := p.ticket.Timers[due].In(p.now.Location()); at.After(p.now) {
			p.now = at
		}
		p.lines = append(p.lines, p.now.Format("Mon 15:04")+" "+string(due))
		p.event(desk.TimeUp{Timer: due})
	}
	p.now = until
}
