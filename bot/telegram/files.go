package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/go-telegram/bot/models"

	"github.com/digitaler-lotse/lotse/bot"
	"github.com/digitaler-lotse/lotse/bot/desk"
)

// What the Bot API allows, in bytes: https://core.telegram.org/bots/api#getfile and #sending-files.
const (
	MaxDownload = 20 << 20 // of a citizen's file
	MaxUpload   = 50 << 20 // of a file for a citizen
	maxPhoto    = 10 << 20 // of a photo; a larger one goes as a document
)

const (
	maxCaption = 1024 // UTF-16 units of visible text
	maxAlbum   = 10   // files in one sendMediaGroup
)

// batch is what one call sends: one file, or an album.
type batch []desk.File

// album reports whether two files may be in one: photos and videos are, and documents among themselves.
func album(a, b desk.File) bool {
	visual := func(f desk.File) bool { return f.Kind == desk.Photo || f.Kind == desk.Video }
	return visual(a) && visual(b) || a.Kind == desk.Document && b.Kind == desk.Document
}

// batches keeps the order of the files.
func batches(files []desk.File) []batch {
	var out []batch
	for _, f := range files {
		switch {
		case f.Kind == desk.Photo && f.Size > maxPhoto, !known(f.Kind):
			f.Kind = desk.Document
		}
		if n := len(out); n > 0 && len(out[n-1]) < maxAlbum && album(out[n-1][0], f) {
			out[n-1] = append(out[n-1], f)
			continue
		}
		out = append(out, batch{f})
	}
	return out
}

func known(k desk.FileKind) bool {
	return k == desk.Photo || k == desk.Video || k == desk.Voice || k == desk.Document
}

// documents is the same batch, with nothing in it that Telegram would want to look at.
func (b batch) documents() batch {
	out := make(batch, len(b))
	for i, f := range b {
		f.Kind = desk.Document
		out[i] = f
	}
	return out
}

// sendFiles sends files in as few messages as they need. A caption that is too long for one is a message before them.
func (c *Channel) sendFiles(ctx context.Context, chat int64, g bot.FileGroup) (bot.Receipt, error) {
	if c.cfg.Fetch == nil {
		return "", &bot.SendError{Kind: bot.Refused, Reason: desk.ReasonKind, Cause: errors.New("files cannot be fetched")}
	}
	for _, f := range g.Files {
		if f.Size > MaxUpload {
			return "", tooBig()
		}
	}
	before, caption := pieces(g.Caption, g.Lang), ""
	if len(before) == 1 && before[0].units <= maxCaption {
		before, caption = nil, before[0].html
	}
	groups := batches(g.Files)
	step := func(i int) string {
		if i < len(before) {
			return before[i].html
		}
		return string(groups[i-len(before)][0].Handle)
	}
	mark := c.progress.resume(chat, len(before)+len(groups), step)
	defer c.busy(ctx, chat)()
	for i := len(mark.steps); i < len(before)+len(groups); i++ {
		var ids []int
		var err error
		switch {
		case i < len(before):
			ids = make([]int, 1)
			ids[0], err = c.add(ctx, c.text(chat, before[i].html))
		case i == len(before):
			ids, err = c.sendBatch(ctx, chat, groups[0], caption)
		default:
			ids, err = c.sendBatch(ctx, chat, groups[i-len(before)], "")
		}
		if err != nil {
			c.progress.suspend(chat, mark, err)
			return "", err
		}
		mark.did(step(i), ids...)
	}
	return sent{pieces: mark.done}.receipt(), nil
}

// sendBatch sends a batch, as documents if Telegram does not like it as what it is: a photo that is too wide, a voice message to somebody who
// wants none.
func (c *Channel) sendBatch(ctx context.Context, chat int64, b batch, caption string) ([]int, error) {
	ids, method, err := c.post(ctx, chat, b, caption)
	if r := asRefusal(err); r != nil && r.says("PHOTO_", "IMAGE_PROCESS_FAILED", "VIDEO_", "MEDIA_INVALID", "VOICE_MESSAGES_FORBIDDEN") && b[0].Kind != desk.Document {
		ids, method, err = c.post(ctx, chat, b.documents(), caption)
	}
	if _, ok := errors.AsType[*bot.SendError](err); ok {
		return nil, err
	}
	return ids, sendError(method, err)
}

// methods are the calls that send one file, and the name of its parameter.
var methods = map[desk.FileKind]struct{ method, field string }{
	desk.Photo:    {"sendPhoto", "photo"},
	desk.Video:    {"sendVideo", "video"},
	desk.Voice:    {"sendVoice", "voice"},
	desk.Document: {"sendDocument", "document"},
}

// media is an InputMedia… of the Bot API.
type media struct {
	Type      desk.FileKind    `json:"type"` // the desk's words for photos, videos and documents are Telegram's, too
	Media     string           `json:"media"`
	Caption   string           `json:"caption,omitempty"`
	ParseMode models.ParseMode `json:"parse_mode,omitempty"`
}

// post makes the call, and returns the ids of the messages and what the call was.
func (c *Channel) post(ctx context.Context, chat int64, b batch, caption string) (ids []int, method string, err error) {
	params := map[string]string{"chat_id": strconv.FormatInt(chat, 10)}
	method = "sendMediaGroup"
	field := func(i int) string { return "file" + strconv.Itoa(i) }
	if len(b) == 1 {
		one := methods[b[0].Kind]
		method, field = one.method, func(int) string { return one.field }
		if caption != "" {
			params["caption"], params["parse_mode"] = caption, string(models.ParseModeHTML)
		}
	} else {
		list := make([]media, len(b))
		for i, f := range b {
			list[i] = media{Type: f.Kind, Media: "attach://" + field(i)}
		}
		if caption != "" {
			list[0].Caption, list[0].ParseMode = caption, models.ParseModeHTML
		}
		data, err := json.Marshal(list)
		if err != nil {
			return nil, method, err
		}
		params["media"] = string(data)
	}
	parts, closeAll, err := c.attach(ctx, b, field)
	if err != nil {
		return nil, method, err
	}
	defer closeAll()
	var result json.RawMessage
	if err := c.client.upload(ctx, method, params, parts, &result); err != nil {
		return nil, method, err
	}
	ids, err = messageIDs(result)
	return ids, method, err
}

// messageIDs reads the result of a call that sends: a message, or a list of them.
func messageIDs(result json.RawMessage) ([]int, error) {
	var one messageID
	if json.Unmarshal(result, &one) == nil && one.ID != 0 {
		return []int{one.ID}, nil
	}
	var many []messageID
	if err := json.Unmarshal(result, &many); err != nil || len(many) == 0 {
		return nil, &unreachable{errors.New("the answer names no message")}
	}
	ids := make([]int, len(many))
	for i, m := range many {
		ids[i] = m.ID
	}
	return ids, nil
}

// attach opens the files of a batch. An error is a *bot.SendError.
func (c *Channel) attach(ctx context.Context, b batch, field func(int) string) (parts []attached, closeAll func(), err error) {
	var bodies []io.Closer
	closeAll = func() {
		for _, body := range bodies {
			body.Close()
		}
	}
	for i, f := range b {
		body, err := c.cfg.Fetch(ctx, f)
		if err != nil {
			closeAll()
			return nil, nil, fetchError(err)
		}
		bodies = append(bodies, body)
		parts = append(parts, attached{field: field(i), name: fileName(f), body: &source{from: body}})
	}
	return parts, closeAll, nil
}

// fetchError is what it means for an entry that its file cannot be opened: refused for good, or worth a few more attempts.
func fetchError(err error) error {
	if fail, ok := errors.AsType[*bot.SendError](err); ok && (fail.Kind == bot.Refused || fail.Kind == bot.Throttled) {
		return fail
	}
	return unfetched(fmt.Errorf("fetch a file: %w", err))
}

func unfetched(cause error) error {
	return &bot.SendError{Kind: bot.Unfetched, Reason: desk.ReasonUnfetched, Cause: cause}
}

// source reads a file and fails with a *bot.SendError.
type source struct {
	from io.Reader
	read int64
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	s.read += int64(n)
	switch {
	case s.read > MaxUpload:
		return 0, tooBig()
	case err != nil && !errors.Is(err, io.EOF):
		return n, unfetched(errors.New("fetch a file: it broke off"))
	}
	return n, err
}

func tooBig() error {
	return &bot.SendError{Kind: bot.Refused, Reason: desk.ReasonTooBig, Cause: errors.New("the file is larger than Telegram allows")}
}

func fileName(f desk.File) string {
	names := map[desk.FileKind]string{desk.Photo: "foto.jpg", desk.Video: "video.mp4", desk.Voice: "sprachnachricht.ogg"}
	return cmp.Or(f.Name, names[f.Kind], "datei")
}
