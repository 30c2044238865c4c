package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"

	mm "github.com/mattermost/mattermost/server/public/model"
)

// The names are fixed, so that a test can write them down; the secrets are new each time.
const (
	teamName    = "lotse"
	channelName = "lotsen"
	botName     = "lotse-bot"
	adminName   = "admin"
)

// seed fills the empty server at url with everything a test needs and writes how to reach it to env, in lines that a
// shell can source. On a server that has users already it fails: the first account of a new server is its administrator.
func seed(ctx context.Context, url string, env io.Writer) error {
	admin := mm.NewAPIv4Client(url)
	adminToken, err := newAdmin(ctx, admin)
	if err != nil {
		return err
	}
	team, _, err := admin.CreateTeam(ctx, &mm.Team{Name: teamName, DisplayName: "Lotse", Type: mm.TeamOpen})
	if err != nil {
		return fmt.Errorf("create team %s: %w", teamName, err)
	}
	channel, _, err := admin.CreateChannel(ctx, &mm.Channel{TeamId: team.Id, Name: channelName, DisplayName: "Lotsen", Type: mm.ChannelTypeOpen})
	if err != nil {
		return fmt.Errorf("create channel %s: %w", channelName, err)
	}

	bot, _, err := admin.CreateBot(ctx, &mm.Bot{Username: botName, DisplayName: "Lotse"})
	if err != nil {
		return fmt.Errorf("create bot account %s: %w", botName, err)
	}
	botToken, err := admit(ctx, admin, channel, bot.UserId)
	if err != nil {
		return fmt.Errorf("admit %s: %w", botName, err)
	}
	karlaToken, err := newVolunteer(ctx, admin, channel, "karla")
	if err != nil {
		return err
	}
	jensToken, err := newVolunteer(ctx, admin, channel, "jens")
	if err != nil {
		return err
	}

	for _, line := range [][2]string{
		{"LOTSE_MATTERMOST_URL", url},
		{"LOTSE_MATTERMOST_TOKEN", botToken},
		{"LOTSE_MATTERMOST_TEAM", teamName},
		{"LOTSE_MATTERMOST_CHANNEL", channelName},
		{"MM_TEST_ADMIN_TOKEN", adminToken},
		{"MM_TEST_KARLA_TOKEN", karlaToken},
		{"MM_TEST_JENS_TOKEN", jensToken},
	} {
		if _, err := fmt.Fprintf(env, "export %s=%s\n", line[0], line[1]); err != nil {
			return fmt.Errorf("write %s: %w", line[0], err)
		}
	}
	return nil
}

// newAdmin creates the first account and signs client in with a personal token of it.
func newAdmin(ctx context.Context, client *mm.Client4) (token string, err error) {
	password := rand.Text()
	user, _, err := client.CreateUser(ctx, &mm.User{Username: adminName, Email: adminName + "@lotse.test", Password: password})
	if err != nil {
		return "", fmt.Errorf("create %s: %w", adminName, err)
	}
	if _, _, err := client.Login(ctx, adminName, password); err != nil {
		return "", fmt.Errorf("sign in as %s: %w", adminName, err)
	}
	// A session ends with time and with a change of password; a personal token does not.
	personal, _, err := client.CreateUserAccessToken(ctx, user.Id, "tests")
	if err != nil {
		return "", fmt.Errorf("create token of %s: %w", adminName, err)
	}
	client.SetToken(personal.Token)
	return personal.Token, nil
}

// newVolunteer creates a person who may sign in by token only: nobody keeps the password.
func newVolunteer(ctx context.Context, admin *mm.Client4, channel *mm.Channel, name string) (token string, err error) {
	user, _, err := admin.CreateUser(ctx, &mm.User{Username: name, Email: name + "@lotse.test", Password: rand.Text()})
	if err != nil {
		return "", fmt.Errorf("create %s: %w", name, err)
	}
	token, err = admit(ctx, admin, channel, user.Id)
	if err != nil {
		return "", fmt.Errorf("admit %s: %w", name, err)
	}
	return token, nil
}

// admit makes an account a member of the channel and of its team, and gives it a token.
func admit(ctx context.Context, admin *mm.Client4, channel *mm.Channel, userID string) (token string, err error) {
	if _, _, err := admin.AddTeamMember(ctx, channel.TeamId, userID); err != nil {
		return "", fmt.Errorf("add to team: %w", err)
	}
	if _, _, err := admin.AddChannelMember(ctx, channel.Id, userID); err != nil {
		return "", fmt.Errorf("add to channel: %w", err)
	}
	personal, _, err := admin.CreateUserAccessToken(ctx, userID, "tests")
	if err != nil {
		return "", fmt.Errorf("create token: %w", err)
	}
	return personal.Token, nil
}
