package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/digitaler-lotse/lotse/bot/store"
)

// operatorEnv gives a script a Telegram of its own and a small content, and settings for `lotse run` that it may change.
func operatorEnv(env *testscript.Env) error {
	api, closeAPI := newMessenger()
	env.Defer(closeAPI)
	env.Values["telegram"] = api
	env.Setenv("TELEGRAM", api.url)
	env.Setenv("TOKEN", botToken)
	return counter(env.WorkDir + "/counter")
}

const scriptChat = 7001

// operatorCommands are what scripts can do beside running lotse.
var operatorCommands = map[string]func(*testscript.TestScript, bool, []string){
	"citizen":  citizenCommand,
	"telegram": telegramCommand,
	"idle":     idleCommand,
	"logged":   loggedCommand,
	"age":      ageCommand,
}

// citizenCommand plays the citizen: "citizen writes TEXT", "citizen taps LABEL", "citizen sees TEXT". The last one waits.
func citizenCommand(ts *testscript.TestScript, neg bool, args []string) {
	api := ts.Value("telegram").(*messenger)
	c := api.Citizen(scriptChat, "de")
	if len(args) != 2 || neg {
		ts.Fatalf("citizen writes|taps|sees TEXT")
	}
	switch what, words := args[0], args[1]; what {
	case "writes":
		c.Write(words)
	case "taps":
		if !c.Tap(words) {
			ts.Fatalf("there is no button %q", words)
		}
	case "sees":
		if !api.sees(context.Background(), scriptChat, words) {
			ts.Fatalf("the citizen sees %q", api.Said(scriptChat))
		}
	default:
		ts.Fatalf("a citizen never %s", what)
	}
	for _, p := range api.Problems() {
		ts.Fatalf("not in the Bot API: %s", p)
	}
}

// telegramCommand is about the messenger: "telegram refuses WORDS" makes it refuse messages, none of them with "". "telegram confirmed" waits
// until it knows that everything was taken in; what it does not know it hands in again, to the next service too.
func telegramCommand(ts *testscript.TestScript, neg bool, args []string) {
	api := ts.Value("telegram").(*messenger)
	switch {
	case len(args) == 2 && args[0] == "refuses" && !neg:
		api.refuses(args[1])
	case len(args) == 1 && args[0] == "confirmed" && !neg:
		waitFor(ts, func() bool { return len(api.Pending()) == 0 }, "Telegram still has something to hand in")
	default:
		ts.Fatalf("telegram refuses WORDS, telegram confirmed")
	}
}

// waitFor waits until something is so.
func waitFor(ts *testscript.TestScript, is func() bool, what string) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	over := time.After(patience)
	for !is() {
		select {
		case <-tick.C:
		case <-over:
			ts.Fatalf("%s", what)
		}
	}
}

// idleCommand waits until the outbox is empty, which is a moment after the citizen sees the last message: "idle [FLAG ...]".
func idleCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("idle [FLAG ...]")
	}
	waitFor(ts, func() bool {
		ts.Check(ts.Exec("lotse", append([]string{"outbox"}, args...)...))
		return strings.HasPrefix(ts.ReadFile("stdout"), "waiting: 0 ")
	}, "the outbox is never empty")
}

// loggedCommand waits until a file holds words, or holds them so many times: "logged FILE WORDS [TIMES]".
func loggedCommand(ts *testscript.TestScript, neg bool, args []string) {
	times := 1
	if len(args) == 3 {
		times, _ = strconv.Atoi(args[2])
	}
	if len(args) < 2 || neg || times < 1 {
		ts.Fatalf("logged FILE WORDS [TIMES]")
	}
	waitFor(ts, func() bool {
		data, _ := os.ReadFile(ts.MkAbs(args[0])) // it may come later
		return strings.Count(string(data), args[1]) >= times
	}, args[0]+" never says "+strconv.Quote(args[1]))
}

// ageCommand makes the conversation a hundred days older: "age FILE".
func ageCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 || neg {
		ts.Fatalf("age FILE")
	}
	db, err := store.Open(ts.MkAbs(args[0]), store.Options{})
	ts.Check(err)
	defer db.Close()
	ts.Check(db.Update(func(tx *store.Tx) error {
		s, ok := tx.Session("tg:7001")
		if !ok {
			ts.Fatalf("there is no conversation")
		}
		s.Active = s.Active.AddDate(0, 0, -100)
		tx.SaveSession("tg:7001", s)
		return nil
	}))
}

// TestSettings: wrong settings end the program with 2 and one sentence for each problem, all at once.
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		env  []string
		want []string
	}{
		{"nothing", nil, nil, []string{"the bot's token is missing: set LOTSE_TELEGRAM_TOKEN to what @BotFather gave you"}},
		{"everything", []string{"--telegram-rate", "viele", "--keep-sessions", "5"}, []string{
			"LOTSE_TELEGRAM_TOKEN=1:x", "LOTSE_TELEGRAM_TOKEN_FILE=x", "LOTSE_TELEGRAM_WEBHOOK_URL=lotse.example.org", "LOTSE_TELEGRAM_CHAT_RATE=-1",
			"LOTSE_LOG_LEVEL=laut", "LOTSE_TELEGRAM_API=api", "LOTSE_KEEP_DEAD_LETTERS=bald"}, []string{
			"--telegram-token and --telegram-token-file are both set", "a webhook needs a secret", "--telegram-rate viele", "--telegram-chat-rate -1",
			"--log-level laut", "--telegram-api is no web address", "--telegram-webhook-url is no web address", "--keep-sessions 5", "--keep-dead-letters bald"}},
		{"token", nil, []string{"LOTSE_TELEGRAM_TOKEN=hallo"}, []string{"the bot token does not look like one from @BotFather"}},
		{"empty file", nil, []string{"LOTSE_TELEGRAM_TOKEN_FILE=" + os.DevNull}, []string{"the file for --telegram-token is empty"}},
		{"no file", nil, []string{"LOTSE_TELEGRAM_TOKEN_FILE=nowhere"}, []string{"the file for --telegram-token cannot be read"}},
		{"no content", nil, []string{"LOTSE_TELEGRAM_TOKEN=1:x", "LOTSE_CONTENT=nowhere"}, []string{"the content folder cannot be read"}},
		{"retention", nil, []string{"LOTSE_TELEGRAM_TOKEN=1:x", "LOTSE_KEEP_SESSIONS=1h"}, []string{"retention of sessions is 1h0m0s, it must be at least 24h0m0s"}},
		{"half of Mattermost", nil, []string{"LOTSE_TELEGRAM_TOKEN=1:x", "LOTSE_MATTERMOST_URL=https://chat.example", "LOTSE_MATTERMOST_TEAM=t", "LOTSE_MATTERMOST_COMMAND_TOKEN=c"}, []string{
			"missing: LOTSE_MATTERMOST_TOKEN, LOTSE_MATTERMOST_CHANNEL", "set LOTSE_PUBLIC_URL"}},
		{"Mattermost's token in a file that is not there", nil, []string{"LOTSE_TELEGRAM_TOKEN=1:x", "LOTSE_MATTERMOST_TOKEN_FILE=nowhere", "LOTSE_MATTERMOST_COMMAND_TOKEN=c", "LOTSE_MATTERMOST_COMMAND_TOKEN_FILE=c"}, []string{
			"the file for --mattermost-token cannot be read", "--mattermost-command-token and --mattermost-command-token-file are both set"}},
		{"Mattermost", nil, []string{"LOTSE_MATTERMOST_URL=chat.example", "LOTSE_MATTERMOST_TOKEN=x y", "LOTSE_MATTERMOST_TEAM=Das Team", "LOTSE_MATTERMOST_CHANNEL=Lotsen", "LOTSE_PUBLIC_URL=lotse.example"}, []string{
			"the bot's token is missing", "the server's address is no http or https URL", "has white space in it", "the team \"Das Team\"", "the channel \"Lotsen\"", "the public address is no http or https URL"}},
		{"only a public address", nil, []string{"LOTSE_TELEGRAM_TOKEN=1:x", "LOTSE_PUBLIC_URL=https://lotse.example"}, []string{"missing: LOTSE_MATTERMOST_URL, LOTSE_MATTERMOST_TOKEN"}},
		{"all of it", []string{"--keep-tickets", "bald"}, []string{"LOTSE_TELEGRAM_TOKEN=hallo", "LOTSE_TELEGRAM_WEBHOOK_URL=lotse.example.org", "LOTSE_TELEGRAM_WEBHOOK_SECRET=a b",
			"LOTSE_LISTEN=8080", "LOTSE_CONTENT=nowhere", "LOTSE_KEEP_SESSIONS=1h", "LOTSE_MATTERMOST_URL=chat.example", "LOTSE_PUBLIC_URL=lotse.example"}, []string{
			"does not look like one from @BotFather", "--telegram-webhook-url is no web address", "a webhook needs a secret of 1 to 256", "--listen 8080 is no address and port",
			"the content folder cannot be read", "--keep-sessions 1h is too short", "--keep-tickets bald", "missing: LOTSE_MATTERMOST_TOKEN, LOTSE_MATTERMOST_TEAM, LOTSE_MATTERMOST_CHANNEL",
			"the server's address is no http or https URL", "the public address is no http or https URL"}},
		{"a webhook without https", nil, []string{"LOTSE_TELEGRAM_TOKEN=1:x", "LOTSE_TELEGRAM_WEBHOOK_URL=http://lotse.example.org", "LOTSE_TELEGRAM_WEBHOOK_SECRET=geheim"}, []string{
			"the webhook address must begin with https://"}},
		{"flag", []string{"--rate", "3"}, []string{"LOTSE_TELEGRAM_TOKEN=1:x"}, []string{"unknown flag --rate"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(binary(t), append([]string{"run"}, c.args...)...)
			cmd.Dir, cmd.Env = t.TempDir(), append(c.env, "LOTSE_DATA=data")
			var out bytes.Buffer
			cmd.Stderr = &out
			if err := cmd.Run(); cmd.ProcessState.ExitCode() != 2 {
				t.Errorf("%v, want exit 2", err)
			}
			for _, want := range c.want {
				if n := strings.Count(out.String(), want); n != 1 {
					t.Errorf("%q is said %d times in\n%s", want, n, &out)
				}
			}
			if _, err := os.Stat(cmd.Dir + "/data"); err == nil {
				t.Error("the data folder was made all the same")
			}
		})
	}
}

// A setting in the environment that is mistyped is named, with what was probably meant; its value is not.
func TestStrangersInTheEnvironment(t *testing.T) {
	parser, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	warnOfStrangers(parser.Model, []string{"PATH=/bin", "LOTSE_DATA=data", "LOTSE_TELEGRAM_TOKEN_FIL=geheim", "LOTSE_BACKUP_PLACE=x", "lotse_data=x"},
		slog.New(slog.NewTextHandler(&out, nil)))
	got := out.String()
	if strings.Count(got, "\n") != 2 || !strings.Contains(got, "name=LOTSE_TELEGRAM_TOKEN_FIL meant=LOTSE_TELEGRAM_TOKEN_FILE") || !strings.Contains(got, `name=LOTSE_BACKUP_PLACE meant=""`) || strings.Contains(got, "geheim") {
		t.Error(got)
	}
}

// A secret may come from an editor that writes a mark at the beginning of the file, and ends lines in its own way.
func TestSecretFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("\ufeff1:x\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := secret("telegram-token", "", file); got != "1:x" || err != nil {
		t.Errorf("%q %v", got, err)
	}
}

// Whoever chooses a webhook and a local address gets their updates there, from Telegram only.
func TestWebhook(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	address := freePort(t)
	go w.Deliver(t.Context())
	s := w.start("LOTSE_TELEGRAM_WEBHOOK_URL=http://"+address+"/telegram", "LOTSE_TELEGRAM_WEBHOOK_SECRET=geheim", "LOTSE_LISTEN="+address)
	p := &person{Citizen: w.Citizen(7001, "de")}
	p.begin()
	w.await(t.Context(), func() bool { return w.answered(p) })
	p.tap()
	p.write()
	w.await(t.Context(), func() bool { return w.answered(p) })
	s.stop()
	if repeats, err := w.compare(p); err != nil || len(repeats) > 0 {
		t.Errorf("%v, %d repeats", err, len(repeats))
	}
	if n := w.Calls("getUpdates"); n > 0 {
		t.Errorf("it polled %d times", n)
	}
	w.settled()
	w.private("geheim")
}

// A link can begin with a flow or with one of its steps.
func TestDeepLink(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	s := w.start()
	for chat, c := range map[int64]struct{ payload, want string }{
		7001: {"mensch", "Rufen Sie im Rathaus an."},
		7002: {"mensch__telefon", "Rufen Sie im Rathaus an."},
		7003: {"unsinn__unsinn", "0: Anfang"},
	} {
		w.Citizen(chat, "de").Write("/start " + c.payload)
		if !w.sees(t.Context(), chat, c.want) {
			t.Errorf("%s: %q, want %q", c.payload, w.Said(chat), c.want)
		}
	}
	s.stop()
}

// Doctor says of settings that cannot be used what they are called in the environment and what to write, in German as all else, each once.
func TestDoctorOfSettings(t *testing.T) {
	t.Parallel()
	cmd := exec.Command(binary(t), "doctor", "--telegram-rate", "viele", "--keep-sessions", "5", "--keep-tickets", "1h")
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"LOTSE_DATA=data", "LOTSE_TELEGRAM_TOKEN=hallo", "LOTSE_TELEGRAM_API=api", "LOTSE_TELEGRAM_WEBHOOK_URL=lotse.example.org", "LOTSE_TELEGRAM_WEBHOOK_SECRET=a b",
		"LOTSE_LISTEN=8080", "LOTSE_LOG_LEVEL=laut", "LOTSE_MATTERMOST_URL=chat.example", "LOTSE_MATTERMOST_TOKEN=x y", "LOTSE_MATTERMOST_TEAM=Das Team", "LOTSE_MATTERMOST_CHANNEL=Lotsen",
		"LOTSE_MATTERMOST_COMMAND_TOKEN_FILE=nowhere", "LOTSE_PUBLIC_URL=lotse.example"}
	out, err := cmd.Output()
	if cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("%v, want exit 1", err)
	}
	for _, want := range []string{
		"LOTSE_TELEGRAM_TOKEN sieht nicht aus wie ein Token von @BotFather.", "LOTSE_TELEGRAM_API ist keine Webadresse.", "LOTSE_TELEGRAM_WEBHOOK_URL ist keine Webadresse.",
		"LOTSE_TELEGRAM_WEBHOOK_SECRET enthält", "LOTSE_LISTEN ist keine Adresse mit Port: 8080.", "LOTSE_LOG_LEVEL kann nicht laut sein.", "LOTSE_TELEGRAM_RATE ist keine Zahl",
		"LOTSE_KEEP_SESSIONS ist keine Dauer: 5.", "LOTSE_KEEP_TICKETS ist zu kurz: 1h.", "LOTSE_MATTERMOST_URL ist keine Webadresse.", "LOTSE_MATTERMOST_TOKEN ist leer oder enthält Leerzeichen.",
		"Das Team „Das Team“", "Der Kanal „Lotsen“", "Die Datei in LOTSE_MATTERMOST_COMMAND_TOKEN_FILE lässt sich nicht lesen: nowhere.", "LOTSE_PUBLIC_URL ist keine Webadresse.",
	} {
		if n := strings.Count(string(out), want); n != 1 {
			t.Errorf("%q is said %d times in\n%s", want, n, out)
		}
	}
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "✗ Fehler: ") && !strings.HasPrefix(line, "Fehler: ") || strings.Contains(line, " is ") || strings.Contains(line, "lotse:") {
			t.Errorf("no finding in German: %s", line)
		}
	}
}
