package telegramtest

import (
	"fmt"
	"strings"
)

// What the Bot API allows, in bytes: https://core.telegram.org/bots/api#getfile and #sending-files.
const (
	maxDownload = 20 << 20
	maxUpload   = 50 << 20
	maxPhoto    = 10 << 20
)

// File is a file that was sent.
type File struct {
	Name string
	Data []byte
}

// AddFile gives the bot a file to fetch and returns its file_id.
func (s *Server) AddFile(data []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprintf("AgACtest%d", len(s.files)+1)
	s.files[id] = data
	return id
}

func (s *Server) getFile(p map[string]any) answer {
	id := text(p, "file_id")
	data, ok := s.files[id]
	if !ok {
		return badRequest("wrong file_id or the file is temporarily unavailable")
	}
	if len(data) > maxDownload {
		return badRequest("file is too big")
	}
	return success(map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_size": len(data), "file_path": "files/" + id})
}

// download serves what getFile's file_path names. Its faults are those of the method "file".
func (s *Server) download(path string) reply {
	switch f := s.fault(Call{Method: "file"}); f.Kind {
	case CutBefore:
		return reply{cut: true}
	case Hang:
		return reply{hang: true}
	case Page:
		return reply{status: 502, kind: "text/html", body: []byte("<html><h1>502 Bad Gateway</h1></html>")}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.files[strings.TrimPrefix(path, "files/")]
	if !ok {
		return answer{code: 404, description: "Not Found"}.reply()
	}
	return reply{status: 200, kind: "application/octet-stream", body: data}
}

func (s *Server) sendPhoto(p map[string]any) answer    { return s.sendFile(p, "photo") }
func (s *Server) sendVideo(p map[string]any) answer    { return s.sendFile(p, "video") }
func (s *Server) sendVoice(p map[string]any) answer    { return s.sendFile(p, "voice") }
func (s *Server) sendDocument(p map[string]any) answer { return s.sendFile(p, "document") }

func (s *Server) sendFile(p map[string]any, kind string) answer {
	c, no := s.receiver(p)
	if no.code != 0 {
		return no
	}
	m, no := s.filed(kind, p[kind], p)
	if no.code != 0 {
		return no
	}
	return s.post(c, p, m)
}

// sendMediaGroup sends two to ten photos and videos, or as many files of one other kind.
func (s *Server) sendMediaGroup(p map[string]any) answer {
	c, no := s.receiver(p)
	if no.code != 0 {
		return no
	}
	list := p["media"].([]any)
	if len(list) < 2 || len(list) > 10 {
		return badRequest("wrong number of media in the album")
	}
	var group []*Message
	for _, item := range list {
		one := item.(map[string]any)
		content := one["media"]
		if name, ok := strings.CutPrefix(text(one, "media"), "attach://"); ok {
			content = p[name]
		}
		m, no := s.filed(text(one, "type"), content, one)
		if no.code != 0 {
			return no
		}
		group = append(group, m)
	}
	for _, m := range group {
		if visual(m) != visual(group[0]) || !visual(m) && m.Kind != group[0].Kind {
			return badRequest("%s can't be mixed with other media types", m.Kind)
		}
	}
	var results []any
	album := fmt.Sprint(c.last)
	for _, m := range group {
		m.Album = album
		sent := s.post(c, p, m)
		if sent.code != 0 {
			return sent
		}
		results = append(results, sent.result)
	}
	return success(results)
}

func visual(m *Message) bool { return m.Kind == "photo" || m.Kind == "video" }

// filed is a message with a file: one that comes with the request, or one that is there already. Its caption is in p.
func (s *Server) filed(kind string, content any, p map[string]any) (*Message, answer) {
	m := &Message{Kind: kind}
	switch f := content.(type) {
	case upload:
		m.File = File{f.name, f.data}
	case string:
		data, ok := s.files[f]
		if !ok {
			return nil, badRequest("wrong file identifier/HTTP URL specified")
		}
		m.File = File{Data: data}
	default:
		return nil, badRequest("there is no %s in the request", kind)
	}
	switch n := len(m.File.Data); {
	case n == 0:
		return nil, badRequest("file must be non-empty")
	case n > maxUpload:
		return nil, answer{code: 413, description: "Request Entity Too Large"}
	case n > maxPhoto && kind == "photo":
		return nil, badRequest("too big for a photo")
	}
	if text(p, "caption") == "" {
		return m, answer{}
	}
	shown, entities, no := formatted(p, "caption")
	if no.code != 0 {
		return nil, no
	}
	if utf16Len(shown) > 1024 {
		return nil, badRequest("message caption is too long")
	}
	m.Text, m.HTML, m.Entities = shown, text(p, "caption"), entities
	return m, answer{}
}
