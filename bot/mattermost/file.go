package mattermost

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"

	mm "github.com/mattermost/mattermost/server/public/model"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// maxFile is the largest file that is taken into memory, in bytes; Telegram hands bots at most 20 MB.
const maxFile = 50 << 20

// upload sends files to the server and returns their ids there. One that is not followed by its post is seen by nobody.
func (c *Channel) upload(ctx context.Context, at whereabouts, channel string, files []desk.File) (mm.StringArray, error) {
	var ids mm.StringArray
	for _, f := range files {
		data, err := c.fetch(ctx, f)
		if err != nil {
			return nil, err
		}
		once, cancel := context.WithTimeout(ctx, uploadTimeout)
		made, resp, err := c.api.UploadFileAsRequestBody(once, data, channel, fileName(f))
		cancel()
		if err != nil {
			return nil, c.notAllowed(ctx, at, "upload a file", resp, err)
		}
		if made == nil || len(made.FileInfos) != 1 {
			return nil, c.sendError("upload a file", resp, fmt.Errorf("one id: %w", errUnreadable), true)
		}
		ids = append(ids, made.FileInfos[0].Id)
	}
	return ids, nil
}

// fetch reads a file of the citizen's. An error is a *bot.SendError.
func (c *Channel) fetch(ctx context.Context, f desk.File) ([]byte, error) {
	if c.cfg.Fetch == nil {
		return nil, refuse("files cannot be fetched")
	}
	ctx, cancel := context.WithTimeout(ctx, uploadTimeout)
	defer cancel()
	body, err := c.cfg.Fetch(ctx, f)
	if err != nil {
		if fail, ok := errors.AsType[*bot.SendError](err); ok && (fail.Kind == bot.Refused || fail.Kind == bot.Throttled) {
			return nil, fail
		}
		return nil, unfetched(fmt.Errorf("fetch a file: %w", err))
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, maxFile+1))
	if err != nil {
		return nil, unfetched(errors.New("fetch a file: it broke off"))
	}
	if len(data) > maxFile {
		return nil, tooBig("fetch a file")
	}
	return data, nil
}

func unfetched(cause error) error {
	return &bot.SendError{Kind: bot.Unfetched, Reason: desk.ReasonUnfetched, Cause: cause}
}

// fileName is what volunteers see: the file's own name without anything that could be a path or play with directions, else what it is.
func fileName(f desk.File) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, path.Base(strings.ReplaceAll(f.Name, `\`, "/")))
	name = strings.TrimLeft(strings.TrimSpace(name), ".")
	if runes := []rune(name); len(runes) > 100 {
		name = string(runes[len(runes)-100:]) // its end says what kind it is
	}
	if name != "" {
		return name
	}
	kinds := map[desk.FileKind]string{desk.Photo: "foto.jpg", desk.Voice: "sprachnachricht.ogg", desk.Video: "video.mp4", desk.Sticker: "sticker.webp"}
	if name := kinds[f.Kind]; name != "" {
		return name
	}
	return "datei"
}
