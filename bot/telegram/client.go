package telegram

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
)

// maxAnswer bounds what is read of one answer: a hundred updates at their largest are below it.
const maxAnswer = 32 << 20

// client is the one way to Telegram, for the library and for our own calls. No error that leaves it holds the token.
type client struct {
	http  *http.Client
	base  string // with the token
	token string
}

func newClient(cfg Config) *client {
	h := cfg.Client
	if h == nil {
		h = newHTTPClient()
	}
	return &client{http: h, base: cfg.API + "/bot" + cfg.Token + "/", token: cfg.Token}
}

var _ tg.HttpClient = (*client)(nil)

// Do implements tg.HttpClient. An answer that does not come from the Bot API (a proxy's page, a 5xx) is an error.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	if err := collect(req); err != nil {
		return nil, &unreachable{c.scrub(err)}
	}
	return c.do(req)
}

// do sends a request as it is.
func (c *client) do(req *http.Request) (*http.Response, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, &unreachable{c.scrub(err)}
	}
	if resp.StatusCode >= 500 || !isObject(resp) {
		resp.Body.Close()
		return nil, &unreachable{fmt.Errorf("the answer is HTTP %d and not from the Bot API", resp.StatusCode)}
	}
	return resp, nil
}

// isObject reports whether an answer is a JSON object. Its type is believed if it says so; some servers before a Bot API of one's own do not
// hand it on, so else the first byte tells.
func isObject(resp *http.Response) bool {
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		return true
	}
	peeked := bufio.NewReaderSize(resp.Body, 16)
	first, _ := peeked.Peek(1)
	resp.Body = struct {
		io.Reader
		io.Closer
	}{peeked, resp.Body}
	return string(first) == "{"
}

// collect reads the body before it is sent. The library writes it bit by bit, and each bit would be a packet of its own;
// and only a body at hand can be sent again when an idle connection turns out to be closed. Files do not come this way.
func collect(req *http.Request) error {
	if req.GetBody != nil {
		return nil
	}
	data, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	req.ContentLength = int64(len(data))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	req.Body, err = req.GetBody()
	return err
}

// scrub takes the URL, which holds the token, out of err.
func (c *client) scrub(err error) error {
	if ue, ok := errors.AsType[*url.Error](err); ok {
		err = ue.Err
	}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errors.New(strings.ReplaceAll(err.Error(), c.token, "***"))
}

// unreachable says that there was no answer of Telegram's. What was asked for may have happened all the same.
type unreachable struct{ cause error }

func (e *unreachable) Error() string { return e.cause.Error() }
func (e *unreachable) Unwrap() error { return e.cause }

// call asks for a method and reads its result into result, a pointer; nil leaves it unread. It is used where the library would cost
// most: what it writes as a multipart form, by way of a pipe and a goroutine, and reads back as a whole message, is one JSON
// object here, of which little is read. The parameters are the library's.
func (c *client) call(ctx context.Context, method string, params, result any) error {
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false) // half of our texts would be escapes
	if err := enc.Encode(params); err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, &body)
	if err != nil {
		return c.scrub(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return c.read(resp, method, result)
}

// read reads the answer to a call of method.
func (c *client) read(resp *http.Response, method string, result any) error {
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return &unreachable{c.scrub(err)}
	}
	if readShort(data, result) {
		return nil
	}
	if result == nil {
		result = &unread{}
	}
	answer := struct {
		OK          bool   `json:"ok"`
		Result      any    `json:"result"`
		Code        int    `json:"error_code"`
		Description string `json:"description"`
		Parameters  struct {
			RetryAfter int `json:"retry_after"`
		} `json:"parameters"`
	}{Result: result}
	switch err := json.Unmarshal(data, &answer); {
	case err != nil && !answer.OK:
		return &unreachable{errors.New("the answer is broken JSON")}
	case err != nil:
		return &unreachable{errors.New("the result has an unknown form")}
	case !answer.OK:
		return &refusal{answer.Code, answer.Description, time.Duration(answer.Parameters.RetryAfter) * time.Second}
	}
	return nil
}

// readShort reads no more than it takes of the answer to a call that went well, as Telegram writes it: nothing, or the id of the message,
// which stands first. It reports false if the answer has another form; then all of it has to be read.
func readShort(data []byte, result any) bool {
	rest, ok := bytes.CutPrefix(data, []byte(`{"ok":true,"result":`))
	if !ok || !bytes.HasSuffix(data, []byte("}")) {
		return false
	}
	switch m := result.(type) {
	case nil:
		return true
	case *messageID:
		digits, ok := bytes.CutPrefix(rest, []byte(`{"message_id":`))
		end := bytes.IndexByte(digits, ',')
		if !ok || end < 0 {
			return false
		}
		id, err := strconv.Atoi(string(digits[:end]))
		m.ID = id
		return err == nil
	}
	return false
}

// messageID is what we want to know of a message that was sent.
type messageID struct {
	ID int `json:"message_id"`
}

// unread is a result of any form.
type unread struct{}

func (*unread) UnmarshalJSON([]byte) error { return nil }

// post sends a message and returns its id.
func (c *client) post(ctx context.Context, method string, params any) (id int, err error) {
	var m messageID
	err = c.call(ctx, method, params, &m)
	return m.ID, err
}
