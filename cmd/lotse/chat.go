package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/digitaler-lotse/lotse/flows"
	"github.com/digitaler-lotse/lotse/flows/source"
	"github.com/digitaler-lotse/lotse/flows/transcript"
)

type chatCmd struct {
	contentFlag
	Lang   string `placeholder:"LANG" help:"Language to begin with, such as en."`
	Record string `placeholder:"FILE" help:"Write the conversation to a file that lotse test can play."`
	Flow   string `arg:"" optional:"" help:"Flow, or flow/step, to begin at."`
}

func (c chatCmd) Run(s streams) error {
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	if err := c.validate(l.engine.Set); err != nil {
		return err
	}
	l.engine.Desk = true // whoever talks here can also play the volunteer
	chat := &chat{cmd: c, talk: &transcript.Talk{Engine: &l.engine, Desk: newRehearsal(l), Now: time.Now().In(l.catalogue.Desk().Location())}}
	if c.Record != "" {
		if chat.record, err = os.Create(c.Record); err != nil {
			return fmt.Errorf("lotse: the conversation cannot be recorded: %w", err)
		}
		defer func() { err = errors.Join(err, chat.record.Close()) }()
	}
	if term.IsTerminal(int(s.in.Fd())) {
		return chat.onTerminal(s)
	}
	return chat.piped(s)
}

func (c chatCmd) validate(set *flows.Set) error {
	var problems []error
	if c.Lang != "" {
		problems = append(problems, oneOf("lang", c.Lang, set.Texts.Languages()...))
	}
	flow, step, _ := strings.Cut(c.Flow, "/")
	if c.Flow != "" && set.Step(flows.Ref{Flow: flow, Step: step}) == nil {
		var names []string
		for _, f := range set.Flows() {
			names = append(names, f.ID)
		}
		if near, ok := source.Suggest(flow, names); ok && near != flow {
			problems = append(problems, fmt.Errorf("lotse: there is no flow %q; did you mean %q?", c.Flow, near))
		} else {
			problems = append(problems, fmt.Errorf("lotse: there is no flow %q; there are %s", c.Flow, strings.Join(names, ", ")))
		}
	}
	return misuse(problems...)
}

// chat is a conversation at the keyboard or from a pipe.
type chat struct {
	cmd    chatCmd
	talk   *transcript.Talk
	record *os.File
}

// begin opens the conversation and returns what is said first.
func (c *chat) begin() []transcript.Event {
	events := c.talk.Begin(c.cmd.Lang, c.cmd.Flow)
	var head strings.Builder
	fmt.Fprintf(&head, "now: %s\n", c.talk.Now.Format("2006-01-02T15:04"))
	if c.cmd.Lang != "" {
		fmt.Fprintf(&head, "lang: %s\n", c.cmd.Lang)
	}
	if c.cmd.Flow != "" {
		fmt.Fprintf(&head, "start: %s\n", c.cmd.Flow)
	}
	head.WriteString("\n")
	c.note(head.String(), events)
	return events
}

// turn takes one line: of the citizen, or of whom its prefix names.
func (c *chat) turn(line string) (transcribed string, events []transcript.Event, err error) {
	who, text := transcript.Actor(line)
	events, err = c.talk.Play(who, text)
	if err != nil {
		return "", nil, fmt.Errorf("so wird eine Dauer geschrieben: later> 24h (oder 30m, 14d)")
	}
	transcribed = transcript.Line(who, text)
	c.note(transcribed, events)
	return transcribed, events, nil
}

// note records what happened.
func (c *chat) note(line string, events []transcript.Event) {
	if c.record == nil {
		return
	}
	_, _ = c.record.WriteString(line)
	transcript.Print(c.record, events)
}

// piped reads one message a line and writes the transcript.
func (c *chat) piped(s streams) error {
	out := bufio.NewWriter(s.out)
	defer out.Flush()
	transcript.Print(out, c.begin())
	lines := bufio.NewScanner(s.in)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" {
			continue
		}
		transcribed, events, err := c.turn(line)
		if err != nil {
			return failure{exitFailed, "lotse: " + err.Error()}
		}
		_, _ = out.WriteString(transcribed)
		transcript.Print(out, events)
		if err := out.Flush(); err != nil {
			return fmt.Errorf("write the transcript: %w", err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read a message: %w", err)
	}
	return nil
}

// onTerminal talks with line editing, numbered choices and, where the terminal has them, colours.
func (c *chat) onTerminal(s streams) error {
	fd := int(s.in.Fd())
	old, err := term.MakeRaw(fd)
	if err != nil {
		return fmt.Errorf("prepare the terminal: %w", err)
	}
	defer func() { _ = term.Restore(fd, old) }()
	width, height, err := term.GetSize(fd)
	if err != nil {
		width, height = 80, 24
	}
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{s.in, s.out}, "> ")
	_ = t.SetSize(width, height)
	scr := newScreen(t, s.out, width)
	scr.hint()
	events := c.begin()
	if len(events) == 0 {
		_, events, _ = c.turn("/start")
	}
	for {
		scr.show(events, c.talk.Choices())
		line, err := t.ReadLine()
		if err == io.EOF {
			scr.bye()
			return nil
		}
		if err != nil && !errors.Is(err, term.ErrPasteIndicator) {
			return fmt.Errorf("read a message: %w", err)
		}
		if line = strings.TrimSpace(line); line == "" {
			events = nil
			continue
		}
		if _, events, err = c.turn(line); err != nil {
			scr.problem(err)
		}
		c.talk.Now = c.talk.Now.Add(time.Second) // the clock of the conversation goes on, but never back
	}
}
