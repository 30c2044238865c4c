package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
)

// cli is the one definition of commands, flags, environment and configuration file.
type cli struct {
	Config string `env:"LOTSE_CONFIG" placeholder:"FILE" help:"YAML file with settings; flags and environment come first."`

	Run       runCmd       `cmd:"" help:"Run the bot."`
	Doctor    doctorCmd    `cmd:"" help:"Check settings, content, data, Telegram and Mattermost, and say in German what to do."`
	Chat      chatCmd      `cmd:"" help:"Talk to Lotse in the terminal."`
	Check     checkCmd     `cmd:"" help:"Check the content and report every problem with its place."`
	Test      testCmd      `cmd:"" help:"Play the conversation tests of the content."`
	Graph     graphCmd     `cmd:"" help:"Draw the conversations."`
	Schema    schemaCmd    `cmd:"" help:"Write the JSON Schemas by which editors complete and check content files."`
	I18n      i18nCmd      `cmd:"" name:"i18n" help:"Help with translations."`
	Backup    backupCmd    `cmd:"" help:"Copy the stored data, also while the bot runs."`
	Janitor   janitorCmd   `cmd:"" help:"Drop what is older than the settings say; with --dry-run, only count."`
	Outbox    outboxCmd    `cmd:"" help:"List, retry or drop messages that could not be delivered."`
	Questions questionsCmd `cmd:"" help:"List what was not understood, and make words of it by which it is found."`
	Search    searchCmd    `cmd:"" help:"Search as the bot does, and say why each hit was found."`
	Hours     hoursCmd     `cmd:"" help:"Evaluate opening hours as OpenStreetMap writes them."`
	Places    placesCmd    `cmd:"" help:"Find the places that can help near somewhere, and say whether they are open."`
	Freshness freshnessCmd `cmd:"" help:"List what somebody has to compare with its sources again, by owner."`
	Import    importCmd    `cmd:"" help:"Bring in what others keep already."`
	Version   versionCmd   `cmd:"" help:"Print the version."`
}

// contentFlag is shared by the commands that read content.
type contentFlag struct {
	Content string `env:"LOTSE_CONTENT" placeholder:"DIR" help:"Folder with the content; without it, the content inside the program."`
}

// streams are where a command reads and writes.
type streams struct {
	in       *os.File
	out, err io.Writer
}

const (
	exitFailed  = 1 // the content has errors, a test failed, something could not be done
	exitMisused = 2 // wrong flags or configuration
)

// failure ends the program with a code; an empty text means that everything was said already.
type failure struct {
	code int
	text string
}

func (f failure) Error() string { return f.text }

// misuse is wrong configuration: one sentence per problem.
func misuse(problems ...error) error {
	if err := errors.Join(problems...); err != nil {
		return failure{exitMisused, err.Error()}
	}
	return nil
}

func main() { os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})) }

func run(args []string, s streams) int {
	err := dispatch(args, s)
	var f failure
	switch {
	case err == nil:
		return 0
	case errors.As(err, &f):
		if f.text != "" {
			fmt.Fprintln(s.err, f.text)
		}
		return f.code
	}
	fmt.Fprintln(s.err, "lotse:", err)
	return exitFailed
}

// helped is how --help ends the program: kong calls Exit from deep inside.
type helped struct{ code int }

func dispatch(args []string, s streams) (err error) {
	defer func() {
		p := recover()
		if h, ok := p.(helped); ok {
			err = failure{code: h.code}
		} else if p != nil {
			panic(p)
		}
	}()
	var c cli
	parser, err := kong.New(&c, kong.Name("lotse"), kong.Description("A digital pilot through public services."),
		kong.Writers(s.out, s.err), kong.Exit(func(code int) { panic(helped{code}) }), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		return err
	}
	settings, err := readConfig(parser.Model, args)
	if err != nil {
		return err
	}
	if err := kong.Resolvers(settings).Apply(parser); err != nil {
		return err
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		return failure{exitMisused, "lotse: " + err.Error() + "\nlotse --help shows what is possible."}
	}
	return ctx.Run(s)
}
