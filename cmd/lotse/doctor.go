package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
)

type doctorCmd struct{ serviceFlags }

// Run has a running service examine itself, with its own settings. Where none runs, the settings are those that this command was given.
func (c doctorCmd) Run(s streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var all []bot.Finding
	if service, ok := dial(c.socket()); ok {
		all = ask(service)
	} else {
		set, err := c.settle()
		if err != nil {
			return report(s.out, missettings(err))
		}
		found, err := c.examine(ctx, set)
		if err != nil {
			return err
		}
		all = append([]bot.Finding{{Text: "Der Lotse läuft nicht; geprüft wird mit den Einstellungen dieses Aufrufs."}}, found...)
	}
	return report(s.out, all)
}

// ask has the running service examine itself.
func ask(service *remote) []bot.Finding {
	found, err := service.Examine()
	if err := errors.Join(err, service.Close()); err != nil {
		return []bot.Finding{{Level: bot.Bad, Text: "Der Lotse läuft, lässt sich aber nicht fragen: " + err.Error() + ".", Do: "Starten Sie ihn neu; vielleicht läuft noch eine ältere Version, oder er hängt."}}
	}
	return append([]bot.Finding{{Text: "Der Lotse läuft und hat sich selbst geprüft, mit seinen eigenen Einstellungen."}}, found...)
}

// missettings are the settings that cannot be used. What depends on them is not looked at.
func missettings(err error) (all []bot.Finding) {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range several.Unwrap() {
			all = append(all, missettings(one)...)
		}
		return all
	}
	if m, ok := errors.AsType[*bot.Misset](err); ok {
		return []bot.Finding{{Level: bot.Bad, Text: m.German, Do: m.Do}}
	}
	return []bot.Finding{{Level: bot.Bad, Text: err.Error()}}
}

// examine looks at everything from outside of a service. Nothing is left behind: where there are no data, none are made.
func (c doctorCmd) examine(ctx context.Context, set settled) ([]bot.Finding, error) {
	e := examination{content: c.contentFlag, data: c.dataFlag}
	secret := make([]byte, 32) // as good as any while nobody else signs
	if _, err := os.Stat(c.file()); err == nil {
		db, err := store.Open(c.file(), store.Options{})
		if err == nil {
			defer func() { _ = db.Close() }() // nothing was written
			secret = buttonSecret(db)
			e.outbox = (&local{db: db}).Outbox
		} else {
			e.outbox = func() (outbox, error) { return outbox{}, err }
		}
	}
	var err error
	if e.channels, err = connect(set, new(current).get, nil, secret, slog.New(slog.DiscardHandler)); err != nil {
		return nil, misuse(err)
	}
	closeDoor, err := c.openDoor(ctx, set, e.channels)
	if err != nil {
		return append(e.findings(ctx), bot.Finding{Level: bot.Bad, Text: "Die Adresse " + c.Listen + " lässt sich nicht öffnen.", Do: "Prüfen Sie LOTSE_LISTEN, und ob ein anderes Programm die Adresse benutzt."}), nil
	}
	defer closeDoor()
	return e.findings(ctx), nil
}

// openDoor answers at the public address, as the service would: else that address could not be checked.
func (c doctorCmd) openDoor(ctx context.Context, set settled, ch channels) (closeDoor func(), err error) {
	if ch.door == nil {
		return func() {}, nil
	}
	l, err := ch.door.open(ctx, c.Listen)
	if err != nil {
		return nil, err
	}
	if ch.volunteers != nil {
		ch.door.volunteers(set.mattermost.PublicURL, ch.volunteers.Handler(func(context.Context, bot.DeskEvent) (string, error) {
			return "", errors.New("nobody is at work")
		}))
	}
	ctx, cancel := context.WithCancel(ctx)
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = ch.door.serve(ctx, l) // the check of the address says what does not work
	}()
	return func() { cancel(); <-closed }, nil
}

// report writes one line for each finding, and fails if something does not work.
func report(w io.Writer, all []bot.Finding) error {
	signs := map[bot.Level]string{bot.Good: "✓ gut:    ", bot.Hint: "! Hinweis:", bot.Bad: "✗ Fehler: "}
	count := map[bot.Level]int{}
	for _, f := range all {
		count[f.Level]++
		line := signs[f.Level] + " " + f.Text
		if f.Do != "" {
			line += " → " + f.Do
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	if count[bot.Bad] > 0 {
		fmt.Fprintf(w, "Fehler: %d, Hinweise: %d.\n", count[bot.Bad], count[bot.Hint])
		return failure{code: exitFailed}
	}
	fmt.Fprintf(w, "Keine Fehler, Hinweise: %d.\n", count[bot.Hint])
	return nil
}
