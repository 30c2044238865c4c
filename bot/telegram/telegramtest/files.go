package telegramtest

import "fmt"

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
	if len(data) > 20<<20 {
		return badRequest("file is too big")
	}
	return success(map[string]any{"file_id": id, "file_unique_id": "u" + id, "file_size": len(data), "file_path": "files/" + id})
}

// download serves what getFile's file_path names.
func (s *Server) download(path string) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, data := range s.files {
		if path == "files/"+id {
			return reply{status: 200, kind: "application/octet-stream", body: data}
		}
	}
	return answer{code: 404, description: "Not Found"}.reply()
}
