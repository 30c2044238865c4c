package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	tg "github.com/go-telegram/bot"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// Open opens a file of a citizen's; the caller closes it. An error is a *bot.SendError for the entry that wanted the file.
func (c *Channel) Open(ctx context.Context, f desk.File) (io.ReadCloser, error) {
	if f.Handle == "" {
		return nil, &bot.SendError{Kind: bot.Refused, Reason: desk.ReasonKind, Cause: errors.New("this is no file that could be fetched")}
	}
	path, err := c.filePath(ctx, f.Handle)
	if err != nil {
		return nil, openError("getFile", err)
	}
	body, err := c.client.download(ctx, path)
	if err != nil {
		return nil, openError("download a file", err)
	}
	return body, nil
}

// filePath asks where a file is; Telegram keeps it there for an hour at least.
func (c *Channel) filePath(ctx context.Context, h desk.Handle) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	var file struct {
		Path string `json:"file_path"`
	}
	err := c.client.call(ctx, "getFile", &tg.GetFileParams{FileID: string(h)}, &file)
	if err == nil && file.Path == "" {
		err = &unreachable{errors.New("the answer names no file")}
	}
	return file.Path, err
}

// openError is what it means for whoever wanted the file. That Telegram refuses our token, or has mislaid the file for the moment, is no reason
// to give up, and says nothing about the side that the file goes to.
func openError(what string, err error) error {
	fail, _ := errors.AsType[*bot.SendError](sendError(what, err))
	if r := asRefusal(err); fail.Kind == bot.Forbidden || fail.Kind == bot.Gone || r != nil && r.says("temporarily unavailable") {
		fail.Kind = bot.Temporary
	}
	return fail
}

// download opens what getFile has named.
func (c *client) download(ctx context.Context, path string) (io.ReadCloser, error) {
	at := strings.TrimSuffix(c.base, "bot"+c.token+"/") + "file/bot" + c.token + "/" + (&url.URL{Path: path}).EscapedPath()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return nil, &unreachable{c.scrub(err)}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, &unreachable{c.scrub(err)}
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, &unreachable{errors.New("the answer is HTTP " + resp.Status[:min(3, len(resp.Status))] + " and no file")}
	}
	return resp.Body, nil
}
