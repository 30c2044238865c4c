package telegram

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/digitaler-lotse/lotse/bot"
)

// attached is a file on its way to Telegram.
type attached struct {
	field string // of the form
	name  string
	body  io.Reader
}

// upload is call with files, which are read while they are sent: none of them is held in memory. If reading one of them fails with a
// *bot.SendError, that is the error.
func (c *client) upload(ctx context.Context, method string, params map[string]string, files []attached, result any) error {
	r, w := io.Pipe()
	form := multipart.NewWriter(w)
	written := make(chan error, 1)
	go func() {
		err := writeForm(form, params, files)
		w.CloseWithError(err) // nil is the end
		written <- err
	}()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, r)
	if err != nil {
		r.Close()
		<-written
		return &unreachable{c.scrub(err)}
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	resp, err := c.do(req)
	r.Close() // whoever answers early does not want the rest
	read := <-written
	if broken, ok := errors.AsType[*bot.SendError](read); ok {
		if err == nil {
			resp.Body.Close()
		}
		return broken
	}
	if err != nil {
		return err
	}
	return c.read(resp, method, result)
}

func writeForm(form *multipart.Writer, params map[string]string, files []attached) error {
	for name, value := range params {
		if err := form.WriteField(name, value); err != nil {
			return err
		}
	}
	for _, f := range files {
		part, err := form.CreateFormFile(f.field, f.name)
		if err != nil {
			return err
		}
		if _, err := io.Copy(part, f.body); err != nil {
			return err
		}
	}
	return form.Close()
}
