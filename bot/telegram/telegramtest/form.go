package telegramtest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"
)

// upload is a file that came with a request.
type upload struct {
	name string
	data []byte
}

// params reads a request in all the forms that the Bot API takes: query, form, multipart form and JSON.
func (s *schema) params(method string, r *http.Request, body io.Reader) (map[string]any, error) {
	out := map[string]any{}
	for name, values := range r.URL.Query() {
		out[name] = s.typed(method, name, values[0])
	}
	data, err := io.ReadAll(body)
	if err != nil || len(data) == 0 {
		return out, err
	}
	kind, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	switch kind {
	case "application/json":
		return out, json.Unmarshal(data, &out)
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(data))
		for name, values := range form {
			out[name] = s.typed(method, name, values[0])
		}
		return out, err
	case "multipart/form-data":
		return out, s.multipart(method, out, multipart.NewReader(strings.NewReader(string(data)), options["boundary"]))
	}
	return nil, errors.New("unknown content type")
}

func (s *schema) multipart(method string, out map[string]any, r *multipart.Reader) error {
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			out[part.FormName()] = upload{path.Base(part.FileName()), data}
			continue
		}
		out[part.FormName()] = s.typed(method, part.FormName(), string(data))
	}
}
