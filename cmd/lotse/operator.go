package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/digitaler-lotse/lotse/bot/store"
)

// retentionFlags are how long records are kept.
type retentionFlags struct {
	KeepSessions      string `env:"LOTSE_KEEP_SESSIONS" default:"90d" placeholder:"90d" help:"How long a conversation is kept after the citizen's last message."`
	KeepNotUnderstood string `env:"LOTSE_KEEP_NOT_UNDERSTOOD" default:"180d" placeholder:"180d" help:"How long questions that were not understood are kept, without person."`
	KeepTickets       string `env:"LOTSE_KEEP_TICKETS" default:"90d" placeholder:"90d" help:"How long a talk with volunteers is kept after the last thing that happened in it, in Mattermost too."`
	KeepDeadLetters   string `env:"LOTSE_KEEP_DEAD_LETTERS" default:"30d" placeholder:"30d" help:"How long messages that could not be delivered are kept."`
}

func (f retentionFlags) retention() (store.Retention, error) {
	r := store.DefaultRetention()
	var problems []error
	for _, s := range []struct {
		flag, text string
		to         *time.Duration
	}{{"keep-sessions", f.KeepSessions, &r.Sessions}, {"keep-not-understood", f.KeepNotUnderstood, &r.NotUnderstood}, {"keep-tickets", f.KeepTickets, &r.Tickets}, {"keep-dead-letters", f.KeepDeadLetters, &r.DeadLetters}} {
		d, err := duration(s.flag, s.text)
		if err == nil {
			usual := *s.to
			*s.to = d
			if short := r.Validate(); short != nil {
				err = misset(fmt.Sprintf("--%s %s is too short: %v", s.flag, s.text, short), fmt.Sprintf("%s ist zu kurz: %s.", envName(s.flag), s.text), "Nehmen Sie wenigstens einen Tag: 1d.")
				*s.to = usual
			}
		}
		problems = append(problems, err)
	}
	return r, errors.Join(problems...)
}

type backupCmd struct {
	dataFlag
	Compact bool   `help:"Leave out the free space: what was erased is not in the copy."`
	File    string `arg:"" help:"File to write."`
}

// Run also works while the service runs.
func (c backupCmd) Run(s streams) error {
	path, err := filepath.Abs(c.File)
	if err != nil {
		return fmt.Errorf("name the backup: %w", err)
	}
	return withOperator(c.dataFlag, store.DefaultRetention(), func(op operator) error {
		if err := op.Backup(path, c.Compact); err != nil {
			return fmt.Errorf("write the backup: %w", err)
		}
		fmt.Fprintf(s.out, "%s written\n", c.File)
		return nil
	})
}

func withOperator(d dataFlag, r store.Retention, do func(operator) error) error {
	op, err := operate(d, r)
	if err != nil {
		return err
	}
	return errors.Join(do(op), op.Close())
}

type janitorCmd struct {
	dataFlag
	retentionFlags
	DryRun  bool `help:"Only count what would go."`
	Compact bool `help:"Then rewrite the file without free space, so that no byte of what was erased is left. The bot waits meanwhile."`
}

// Run uses the settings of the running service, if there is one: they are those that count.
func (c janitorCmd) Run(s streams) error {
	r, err := c.retention()
	if err != nil {
		return misuse(err)
	}
	return withOperator(c.dataFlag, r, func(op operator) error {
		swept, err := op.Sweep(c.DryRun)
		w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		verb := "dropped"
		if c.DryRun {
			verb = "would go"
		}
		for _, k := range swept {
			fmt.Fprintf(w, "%s\tkept %d\t%s %d\n", k.Kind, k.Kept, verb, k.Dropped)
		}
		if err := errors.Join(err, w.Flush()); err != nil || !c.Compact || c.DryRun {
			return err
		}
		if err := op.Compact(); err != nil {
			return fmt.Errorf("compact the data file: %w", err)
		}
		fmt.Fprintln(s.out, "compacted")
		return nil
	})
}

type outboxCmd struct {
	List  outboxListCmd  `cmd:"" default:"withargs" help:"What waits, and what could not be delivered."`
	Retry outboxRetryCmd `cmd:"" help:"Put dead letters back and send them."`
	Drop  outboxDropCmd  `cmd:"" help:"Remove dead letters for good."`
}

type outboxListCmd struct{ dataFlag }

func (c outboxListCmd) Run(s streams) error {
	return withOperator(c.dataFlag, store.DefaultRetention(), func(op operator) error {
		o, err := op.Outbox()
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "waiting: %d (after a failed attempt: %d)\ndead letters: %d\n", o.Waiting, o.Later, len(o.Dead))
		w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		for _, d := range o.Dead {
			fmt.Fprintf(w, "%d\tdied %s\tattempts %d\t%s\n", d.Number, d.Died.Format(time.RFC3339), d.Attempts, d.Why)
		}
		return w.Flush()
	})
}

// letters are the dead letters that a command is about.
type letters struct {
	dataFlag
	All    bool     `help:"All dead letters."`
	Number []string `arg:"" optional:"" help:"Numbers as lotse outbox lists them."`
}

type outboxRetryCmd struct{ letters }

func (c outboxRetryCmd) Run(s streams) error { return c.each(s, "put back", operator.Retry) }

type outboxDropCmd struct{ letters }

func (c outboxDropCmd) Run(s streams) error { return c.each(s, "dropped", operator.Drop) }

func (c letters) each(s streams, done string, do func(operator, uint64) (bool, error)) error {
	var numbers []uint64
	var problems []error
	for _, text := range c.Number {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			err = fmt.Errorf("lotse: %q is no number of a dead letter; lotse outbox lists them", text)
		}
		problems = append(problems, err)
		numbers = append(numbers, n)
	}
	if len(numbers) == 0 && !c.All {
		problems = append(problems, errors.New("lotse: name a dead letter by its number, or use --all"))
	}
	if err := misuse(problems...); err != nil {
		return err
	}
	return withOperator(c.dataFlag, store.DefaultRetention(), func(op operator) error {
		if c.All {
			o, err := op.Outbox()
			if err != nil {
				return err
			}
			for _, d := range o.Dead {
				numbers = append(numbers, d.Number)
			}
			if len(numbers) == 0 {
				fmt.Fprintln(s.out, "there are no dead letters")
			}
		}
		missing := 0
		for _, n := range numbers {
			found, err := do(op, n)
			switch {
			case err != nil:
				return fmt.Errorf("dead letter %d: %w", n, err)
			case !found:
				missing++
				fmt.Fprintf(s.err, "lotse: there is no dead letter %d\n", n)
			default:
				fmt.Fprintf(s.out, "%d %s\n", n, done)
			}
		}
		if missing > 0 {
			return failure{code: exitFailed}
		}
		return nil
	})
}
