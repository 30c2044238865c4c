package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/content/questions"
)

// dataFlag is shared by the commands that need the stored data.
type dataFlag struct {
	Data string `env:"LOTSE_DATA" default:"data" placeholder:"DIR" help:"Folder for the data."`
}

func (d dataFlag) file() string   { return filepath.Join(d.Data, "lotse.db") }
func (d dataFlag) socket() string { return filepath.Join(d.Data, "lotse.sock") }

// operator is what can be done with the data, whether the service runs or not.
type operator interface {
	Backup(path string, compact bool) error
	Sweep(dry bool) ([]store.Swept, error)
	Compact() error
	Outbox() (outbox, error)
	Retry(number uint64) (bool, error)
	Drop(number uint64) (bool, error)
	Questions() ([]questions.Question, error)
	DropQuestions(numbers []uint64) (int, error)
	Close() error
}

// outbox is what waits and what could not be sent. A conversation is a pseudonym.
type outbox struct {
	Waiting int      `json:"waiting"`
	Later   int      `json:"later"` // of those: after a failed attempt
	Dead    []letter `json:"dead"`
}

// letter is a dead letter as the operator sees it: no text, no person.
type letter struct {
	Number   uint64    `json:"number"`
	Created  time.Time `json:"created"`
	Died     time.Time `json:"died"`
	Attempts int       `json:"attempts"`
	Why      string    `json:"why"`
}

// operate reaches the data: through the running service, or directly when none runs.
func operate(d dataFlag, r store.Retention) (operator, error) {
	if c, ok := dial(d.socket()); ok {
		return c, nil
	}
	if _, err := os.Stat(d.file()); errors.Is(err, os.ErrNotExist) {
		return nil, misuse(fmt.Errorf("lotse: there are no data in %s; --data names the folder that lotse run uses", d.Data))
	}
	db, err := store.Open(d.file(), store.Options{})
	if err != nil {
		return nil, err
	}
	return &local{db: db, retention: r}, nil
}

// local works on the open file; bot is nil where no service runs.
type local struct {
	db        *store.DB
	bot       *bot.Bot
	retention store.Retention
	examine   func(context.Context) []bot.Finding // nil where no service runs
}

func (l *local) Backup(path string, compact bool) error {
	if compact {
		return l.db.BackupCompact(path)
	}
	return l.db.Backup(path)
}

func (l *local) Sweep(dry bool) ([]store.Swept, error) {
	if l.bot != nil {
		return l.bot.Sweep(context.Background(), dry)
	}
	return bot.Sweep(l.db, l.retention, time.Now(), dry)
}

func (l *local) Compact() error { return l.db.Compact() }

func (l *local) Outbox() (outbox, error) {
	var o outbox
	err := l.db.View(func(tx *store.Tx) error {
		o = outbox{}
		for e := range tx.Outbox() {
			o.Waiting++
			if e.Attempts > 0 {
				o.Later++
			}
		}
		for d := range tx.Dead() {
			o.Dead = append(o.Dead, letter{d.Entry.Number, d.Entry.Created, d.Died, d.Entry.Attempts, d.Why})
		}
		return nil
	})
	return o, err
}

func (l *local) Retry(number uint64) (found bool, err error) {
	if l.bot != nil {
		return l.bot.Revive(context.Background(), number)
	}
	err = l.db.Update(func(tx *store.Tx) error {
		_, found = tx.Revive(number)
		return nil
	})
	return found, err
}

func (l *local) Drop(number uint64) (found bool, err error) {
	err = l.db.Update(func(tx *store.Tx) error {
		found = tx.DropDead(number)
		return nil
	})
	return found, err
}

func (l *local) Questions() ([]questions.Question, error) {
	var all []questions.Question
	err := l.db.View(func(tx *store.Tx) error {
		all = nil
		for n := range tx.NotUnderstood() {
			all = append(all, questions.Question{Number: n.Number, Day: n.Day, Text: n.Text, Lang: n.Lang, At: n.At})
		}
		return nil
	})
	return all, err
}

func (l *local) DropQuestions(numbers []uint64) (dropped int, err error) {
	err = l.db.Update(func(tx *store.Tx) error {
		dropped = 0
		for _, n := range numbers {
			if tx.DropNotUnderstood(n) {
				dropped++
			}
		}
		return nil
	})
	return dropped, err
}

func (l *local) Close() error { return l.db.Close() }
