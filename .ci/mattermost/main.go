// Command mattermost is a Mattermost server for Lotse's end-to-end tests, and what makes a new one usable.
//
// It is the published server module with its own command line. The only addition is `seed`, so that a machine that has
// Go needs neither curl nor jq to create users, tokens and the channel. The script `serve` beside it does the rest.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	// Without this import the server answers no slash command, its own /me and /join included.
	_ "github.com/mattermost/mattermost/server/v8/channels/app/slashcommands"
	"github.com/mattermost/mattermost/server/v8/cmd/mattermost/commands"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 2 && args[0] == "seed" {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		return seed(ctx, args[1], os.Stdout)
	}
	return commands.Run(args)
}
