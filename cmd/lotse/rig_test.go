package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/digitaler-lotse/lotse/bot/telegram/telegramtest"
)

const botToken = "4242:stand-in"

// patience is how long a test waits for what has to happen. Nothing waits for that long if all is well.
const patience = 60 * time.Second

// buildBinary builds the command once, as README.md says, or with the race detector if the tests have it. It lies where testscript keeps
// its commands and goes with them.
var buildBinary = sync.OnceValues(func() (string, error) {
	beside, err := exec.LookPath("echobot")
	if err != nil {
		return "", err
	}
	dir := filepath.Dir(filepath.Dir(beside))
	path := filepath.Join(dir, "built")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if raceEnabled {
		cmd = exec.Command("go", "build", "-race", "-o", path, ".")
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, os.Chmod(dir, 0o755) // a test runs it as another user
})

func binary(t testing.TB) string {
	t.Helper()
	path, err := buildBinary()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// counter writes the content of these tests to a folder: a flow that counts what is said and says it back.
func counter(dir string) error {
	if err := os.CopyFS(dir, os.DirFS("testdata/counter")); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "messages"), 0o755); err != nil {
		return err
	}
	for _, from := range []string{"../../flows/testdata/base/messages/lotse.de.yaml", "../../content/messages/host.de.yaml", "../../content/messages/desk.de.yaml", "../../content/messages/catalogue.de.yaml"} {
		data, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "messages", filepath.Base(from)), data, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// messenger is the stand-in for the Bot API on loopback.
type messenger struct {
	*telegramtest.Server
	url     string
	trouble func(telegramtest.Call) telegramtest.Fault // decides how a call goes wrong; nil: all goes well

	mu      sync.Mutex
	changed chan struct{} // closed and replaced when a call of the API begins or ends
	calls   int           // under way
	refuse  string        // messages with these words are refused
}

func newMessenger() (*messenger, func()) {
	api := &messenger{Server: telegramtest.New(botToken), changed: make(chan struct{})}
	api.OnCall = api.onCall
	srv := httptest.NewServer(http.HandlerFunc(api.serve))
	api.url = srv.URL
	return api, func() {
		srv.CloseClientConnections()
		srv.Close()
	}
}

func (a *messenger) serve(w http.ResponseWriter, r *http.Request) {
	refuse := a.begins()
	defer a.ring(-1)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	if refuse != "" && strings.HasSuffix(r.URL.Path, "/sendMessage") && bytes.Contains(body, []byte(refuse)) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"ok":false,"error_code":400,"description":"Bad Request: message text is empty"}`)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	a.ServeHTTP(w, r)
}

// refuses makes Telegram refuse messages with certain words; "" for none.
func (a *messenger) refuses(words string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.refuse = words
}

func (a *messenger) onCall(c telegramtest.Call) telegramtest.Fault {
	a.ring(0)
	if a.trouble == nil {
		return telegramtest.Fault{}
	}
	return a.trouble(c)
}

func (a *messenger) begins() (refuse string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls++
	return a.refuse
}

func (a *messenger) idle() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.calls == 0
}

// ring has everybody who waits look again; calls changes the number of those under way.
func (a *messenger) ring(calls int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.calls += calls
	close(a.changed)
	a.changed = make(chan struct{})
}

// await waits until something holds, looking again whenever a call of the API begins or ends.
func (a *messenger) await(ctx context.Context, holds func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		a.mu.Lock()
		changed := a.changed
		a.mu.Unlock()
		if holds() {
			return true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

func (a *messenger) sees(ctx context.Context, chat int64, words string) bool {
	return a.await(ctx, func() bool { return strings.Contains(strings.Join(a.Said(chat), "\n"), words) })
}

// town is Telegram, a folder for the service, and the people.
type town struct {
	*messenger
	t   testing.TB
	dir string // where the service runs; its data are in "data"
	log logs   // of all its lives
	as  *syscall.Credential
}

func newTown(t testing.TB) *town {
	t.Helper()
	api, closeAPI := newMessenger()
	t.Cleanup(closeAPI)
	w := &town{messenger: api, t: t, dir: t.TempDir()}
	if err := counter(filepath.Join(w.dir, "content")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("log of the service:\n%s", w.log.String())
		}
		for _, p := range w.Problems() {
			t.Errorf("not in the Bot API: %s", p)
		}
	})
	return w
}

// service is a process of the built binary.
type service struct {
	t    testing.TB
	cmd  *exec.Cmd
	done chan struct{} // closed when it has ended
}

func (w *town) environ(extra ...string) []string {
	env := []string{"PATH=" + os.Getenv("PATH"), "LOTSE_TELEGRAM_TOKEN=" + botToken, "LOTSE_TELEGRAM_API=" + w.url, "LOTSE_CONTENT=content",
		"LOTSE_TELEGRAM_RATE=0", "LOTSE_TELEGRAM_CHAT_RATE=0"}
	return append(env, extra...)
}

// start starts `lotse run` with more settings.
func (w *town) start(env ...string) *service {
	w.t.Helper()
	cmd := exec.Command(binary(w.t), "run")
	cmd.Dir, cmd.Env, cmd.Stderr, cmd.Stdout = w.dir, w.environ(env...), &w.log, &w.log
	if w.as != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: w.as}
	}
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	s := &service{t: w.t, cmd: cmd, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // what it says is in cmd.ProcessState
		close(s.done)
	}()
	w.t.Cleanup(s.kill)
	return s
}

// lotse runs another command to its end and returns what it wrote.
func (w *town) lotse(args ...string) string {
	w.t.Helper()
	cmd := exec.Command(binary(w.t), args...)
	cmd.Dir, cmd.Env = w.dir, w.environ()
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.t.Errorf("lotse %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// kill is kill -9.
func (s *service) kill() {
	_ = s.cmd.Process.Kill() // it may have ended
	<-s.done
}

// ends waits for the end and returns the exit code.
func (s *service) ends() int {
	s.t.Helper()
	select {
	case <-s.done:
	case <-time.After(patience):
		s.t.Error("the service does not end")
		s.kill()
	}
	return s.cmd.ProcessState.ExitCode()
}

// stop is what a service supervisor does. It must end well within ten seconds.
func (s *service) stop() {
	s.t.Helper()
	began := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Error(err)
	}
	if code := s.ends(); code != 0 {
		s.t.Errorf("after SIGTERM: exit %d", code)
	}
	if took := time.Since(began); took > 10*time.Second {
		s.t.Errorf("the end took %v", took)
	}
}

// logs is what a service writes.
type logs struct {
	mu   sync.Mutex
	data bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.data.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.data.String()
}

// awaitLog waits for words in the log.
func (w *town) awaitLog(words string) {
	w.t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for over := time.After(patience); !strings.Contains(w.log.String(), words); {
		select {
		case <-tick.C:
		case <-over:
			w.t.Fatalf("the log never says %q", words)
		}
	}
}

// private reports personal data and secrets in the log; none of the tests may put them there.
func (w *town) private(words ...string) {
	w.t.Helper()
	for _, word := range append(words, botToken) {
		if strings.Contains(w.log.String(), word) {
			w.t.Errorf("the log holds %q", word)
		}
	}
}

// freePort returns an address that nobody listens on.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// person writes numbered inputs and reads the answers.
type person struct {
	telegramtest.Citizen
	expect []string // answers, in order
}

// write says the next thing; the answer must carry its number and its words.
func (p *person) write() {
	p.expect = append(p.expect, fmt.Sprintf("%d: wort-%d-%d", len(p.expect), p.ID, len(p.expect)))
	p.Write(fmt.Sprintf("wort-%d-%d", p.ID, len(p.expect)-1))
}

// begin starts the conversation.
func (p *person) begin() {
	p.Write("/start")
	p.expect = append(p.expect, "0: Anfang")
}

// replies are the bot's messages in a chat, repeats included.
func (w *town) replies(p *person) []telegramtest.Message {
	var out []telegramtest.Message
	for _, m := range w.Messages(p.ID) {
		if m.FromBot {
			out = append(out, m)
		}
	}
	return out
}

// answered reports whether the last thing that was said has its answer.
func (w *town) answered(p *person) bool {
	got := w.replies(p)
	return len(got) > 0 && strings.HasPrefix(got[len(got)-1].Text, p.expect[len(p.expect)-1])
}

var errOutOfOrder = errors.New("lost, out of order or counted twice")

// compare checks that a person saw every answer, in order, and returns the repeats: each with the copy before it.
func (w *town) compare(p *person) (repeats [][2]telegramtest.Message, err error) {
	next := 0
	var before telegramtest.Message
	for _, m := range w.replies(p) {
		text, _, _ := strings.Cut(m.Text, "\n") // without the line of an answered question
		switch {
		case next < len(p.expect) && text == p.expect[next]:
			next++
		case next > 0 && text == p.expect[next-1]:
			repeats = append(repeats, [2]telegramtest.Message{before, m})
		default:
			return repeats, fmt.Errorf("%w: person %d got %q after %q", errOutOfOrder, p.ID, text, p.expect[max(0, next-1)])
		}
		before = m
	}
	if next != len(p.expect) {
		return repeats, fmt.Errorf("%w: person %d got no answer to %q", errOutOfOrder, p.ID, p.expect[next])
	}
	return repeats, nil
}

// tap presses the button of the last question.
func (p *person) tap() {
	if p.Tap("Tippen") {
		p.expect = append(p.expect, fmt.Sprintf("%d: getippt", len(p.expect)))
	}
}
