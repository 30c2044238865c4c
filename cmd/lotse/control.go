package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/store"
	"github.com/digitaler-lotse/lotse/content/questions"
)

// The data file belongs to one process. The commands for the operator therefore ask the running service, over a unix
// socket in the data folder: JSON over HTTP, for this program's own use.

// maxSocket is the longest path that a unix socket may have on Linux and macOS, with some room.
const maxSocket = 100

type request struct {
	Path    string   `json:"path,omitempty"`
	Compact bool     `json:"compact,omitempty"`
	Dry     bool     `json:"dry,omitempty"`
	Number  uint64   `json:"number,omitempty"`
	Numbers []uint64 `json:"numbers,omitempty"`
}

type reply struct {
	Error     string               `json:"error,omitempty"`
	Swept     []store.Swept        `json:"swept,omitempty"`
	Outbox    outbox               `json:"outbox,omitzero"`
	Found     bool                 `json:"found,omitempty"`
	Questions []questions.Question `json:"questions,omitempty"`
	Count     int                  `json:"count,omitempty"`
	Findings  []bot.Finding        `json:"findings,omitempty"`
}

// listen opens the socket. A socket that a killed service left behind is replaced: the data file's lock has made sure that none runs.
func listen(path string) (net.Listener, error) {
	if len(path) > maxSocket {
		return nil, fmt.Errorf("the path of the data folder is too long for a socket (%d characters, at most %d): %s", len(path), maxSocket, path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove the old control socket: %w", err)
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("open the control socket: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("protect the control socket: %w", err), l.Close())
	}
	return l, nil
}

// control serves the operator's commands until ctx ends.
func control(ctx context.Context, l net.Listener, op *local, log *slog.Logger) error {
	mux := http.NewServeMux()
	handle := func(name string, do func(request) (reply, error)) {
		mux.HandleFunc("POST /"+name, func(w http.ResponseWriter, r *http.Request) {
			var in request
			out, err := reply{}, json.NewDecoder(io.LimitReader(r.Body, 1<<16)).Decode(&in)
			if err == nil {
				out, err = do(in)
			}
			if err != nil {
				out.Error = err.Error()
			}
			w.Header().Set("Content-Type", "application/json")
			if err := json.NewEncoder(w).Encode(out); err != nil {
				log.Warn("control answer lost", "err", err)
			}
		})
	}
	handle("backup", func(in request) (reply, error) { return reply{}, op.Backup(in.Path, in.Compact) })
	handle("sweep", func(in request) (out reply, err error) { out.Swept, err = op.Sweep(in.Dry); return })
	handle("compact", func(request) (reply, error) { return reply{}, op.Compact() })
	handle("outbox", func(request) (out reply, err error) { out.Outbox, err = op.Outbox(); return })
	handle("retry", func(in request) (out reply, err error) { out.Found, err = op.Retry(in.Number); return })
	handle("questions", func(request) (out reply, err error) { out.Questions, err = op.Questions(); return })
	handle("drop-questions", func(in request) (out reply, err error) { out.Count, err = op.DropQuestions(in.Numbers); return })
	handle("drop", func(in request) (out reply, err error) { out.Found, err = op.Drop(in.Number); return })
	handle("examine", func(request) (reply, error) { return reply{Findings: op.examine(ctx)}, nil })
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer stop()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the control socket: %w", err)
	}
	return nil
}

// remote is the running service.
type remote struct{ client *http.Client }

// dial reaches a running service; false if none answers.
func dial(socket string) (*remote, bool) {
	conn, err := net.DialTimeout("unix", socket, 2*time.Second)
	if err != nil {
		return nil, false
	}
	_ = conn.Close()
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", socket)
	}}
	return &remote{&http.Client{Transport: transport}}, true
}

func (r *remote) ask(name string, in request) (reply, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return reply{}, fmt.Errorf("ask the running service: %w", err)
	}
	resp, err := r.client.Post("http://lotse/"+name, "application/json", bytes.NewReader(body))
	if err != nil {
		return reply{}, fmt.Errorf("ask the running service: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	var out reply
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return reply{}, fmt.Errorf("understand the running service (is it of another version?): %w", err)
	}
	if out.Error != "" {
		return out, errors.New(strings.TrimSpace(out.Error))
	}
	return out, nil
}

func (r *remote) Backup(path string, compact bool) error {
	_, err := r.ask("backup", request{Path: path, Compact: compact})
	return err
}

func (r *remote) Sweep(dry bool) ([]store.Swept, error) {
	out, err := r.ask("sweep", request{Dry: dry})
	return out.Swept, err
}

func (r *remote) Compact() error {
	_, err := r.ask("compact", request{})
	return err
}

func (r *remote) Outbox() (outbox, error) {
	out, err := r.ask("outbox", request{})
	return out.Outbox, err
}

func (r *remote) Retry(number uint64) (bool, error) {
	out, err := r.ask("retry", request{Number: number})
	return out.Found, err
}

func (r *remote) Drop(number uint64) (bool, error) {
	out, err := r.ask("drop", request{Number: number})
	return out.Found, err
}

func (r *remote) Questions() ([]questions.Question, error) {
	out, err := r.ask("questions", request{})
	return out.Questions, err
}

// DropQuestions asks in portions that fit into a request.
func (r *remote) DropQuestions(numbers []uint64) (int, error) {
	dropped := 0
	for some := range slices.Chunk(numbers, 1000) {
		out, err := r.ask("drop-questions", request{Numbers: some})
		if err != nil {
			return dropped, err
		}
		dropped += out.Count
	}
	return dropped, nil
}

// Examine has the service look at itself.
func (r *remote) Examine() ([]bot.Finding, error) {
	patient := &remote{&http.Client{Transport: r.client.Transport, Timeout: examineLimit + 10*time.Second}}
	out, err := patient.ask("examine", request{})
	return out.Findings, err
}

func (r *remote) Close() error {
	r.client.CloseIdleConnections()
	return nil
}
