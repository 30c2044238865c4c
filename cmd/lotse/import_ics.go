package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/content"
)

const (
	maxCalendar     = 5 << 20 // bytes
	calendarTimeout = 30 * time.Second
)

type importCmd struct {
	PVOG importPVOGCmd `cmd:"" name:"pvog" help:"Compare services and offices with the official portal network (PVOG) and propose changes."`
	ICS  importICSCmd  `cmd:"" name:"ics" help:"Turn a calendar (iCalendar, .ics) into proposals for termine.yaml."`
}

type importICSCmd struct {
	contentFlag
	Topic string `placeholder:"TOPIC" help:"Topic of termine.yaml that the dates belong to; not needed if there is only one."`
	Out   string `default:"termine-vorschlag.yaml" placeholder:"FILE" help:"File to write the proposals to; it must not exist yet."`
	Now   string `hidden:"" help:"What counts as today."`
	From  string `arg:"" name:"url|file" help:"The calendar: an https link (http from this machine) or a file."`
}

func (c importICSCmd) Run(s streams) error {
	l, err := usable(c.contentFlag, s)
	if err != nil {
		return err
	}
	topics := l.catalogue.Names("topic")
	if c.Topic == "" && len(topics) == 1 {
		c.Topic = topics[0]
	}
	if c.Topic == "" {
		err = fmt.Errorf("lotse: say with --topic what the dates are about, one of %v", topics)
	}
	now, nowErr := moment("now", c.Now, townTime())
	if err := misuse(err, known("topic", c.Topic, topics), nowErr); err != nil {
		return err
	}
	data, link, err := c.read()
	if err != nil {
		return err
	}
	yaml, n, err := l.catalogue.ProposeEvents(data, content.Import{Topic: c.Topic, Source: link, Now: now})
	if err != nil {
		return failure{exitFailed, fmt.Sprintf("lotse: %s: %v", c.From, err)}
	}
	// What somebody has worked on is never written over.
	f, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return failure{exitFailed, fmt.Sprintf("lotse: the proposals cannot be written: %v", err)}
	}
	_, err = io.WriteString(f, yaml)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write the proposals: %w", err)
	}
	fmt.Fprintf(s.out, "%s: Vorgeschlagene Termine: %d. Bitte prüfen Sie jeden und fügen Sie die richtigen in termine.yaml ein.\n", c.Out, n)
	return nil
}

// read fetches the calendar; link is its address if it has one.
func (c importICSCmd) read() (data, link string, err error) {
	u, err := url.Parse(c.From)
	if err != nil || u.Scheme == "" || u.Host == "" {
		f, err := os.Open(c.From)
		if err != nil {
			return "", "", misuse(fmt.Errorf("lotse: the calendar cannot be read: %w", err))
		}
		defer func() { _ = f.Close() }()
		data, err := limited(f)
		return data, "", err
	}
	if u.Scheme == "webcal" {
		u.Scheme = "https"
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return "", "", misuse(fmt.Errorf("lotse: the calendar has no https link: %s", c.From))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, calendarTimeout)
	defer cancel()
	data, err = fetch(ctx, http.DefaultClient, u.String())
	return data, u.String(), err
}

// loopback reports whether a host is this machine, which needs no encryption to talk to itself.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func fetch(ctx context.Context, client *http.Client, link string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return "", fmt.Errorf("ask for the calendar: %w", err)
	}
	req.Header.Set("Accept", "text/calendar")
	resp, err := client.Do(req)
	if err != nil {
		return "", fmt.Errorf("fetch the calendar: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return "", failure{exitFailed, "lotse: the calendar's server answers " + resp.Status}
	}
	return limited(resp.Body)
}

func limited(r io.Reader) (string, error) {
	var b strings.Builder
	n, err := io.Copy(&b, io.LimitReader(r, maxCalendar+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read the calendar: %w", err)
	case n > maxCalendar:
		return "", failure{exitFailed, fmt.Sprintf("lotse: the calendar is larger than %d MB", maxCalendar>>20)}
	}
	return b.String(), nil
}
