package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxBody is a little more than the largest file a bot may send.
const maxBody = 51 << 20

// params are the parameters of a call, whichever of Telegram's ways they came: query, form, multipart or JSON.
type params struct {
	values  url.Values
	uploads map[string]upload
}

type upload struct {
	name, mime string
	content    []byte
}

func readParams(w http.ResponseWriter, r *http.Request) (params, error) {
	p := params{values: r.URL.Query()}
	if r.Body == nil || r.Method == http.MethodGet {
		return p, nil
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		return p, p.readJSON(r.Body)
	case "multipart/form-data":
		return p, p.readParts(r)
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return p, fmt.Errorf("read form: %w", err)
		}
		p.values = r.Form
		return p, nil
	}
	_, err := io.Copy(io.Discard, r.Body)
	return p, err
}

func (p *params) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil && err != io.EOF {
		return fmt.Errorf("read JSON: %w", err)
	}
	for name, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw) // numbers and objects as they are written, as if they had come in a form
		}
		p.values.Set(name, text)
	}
	return nil
}

func (p *params) readParts(r *http.Request) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return fmt.Errorf("read multipart: %w", err)
	}
	p.uploads = map[string]upload{}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read multipart: %w", err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("read part %q: %w", part.FormName(), err)
		}
		if part.FileName() != "" {
			p.uploads[part.FormName()] = upload{part.FileName(), part.Header.Get("Content-Type"), content}
			continue
		}
		p.values.Set(part.FormName(), string(content))
	}
}

func (p params) get(name string) string { return p.values.Get(name) }

// number is an integer parameter, 0 when absent or no number.
func (p params) number(name string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(p.get(name)), 10, 64)
	return n
}

func (p params) yes(name string) bool {
	switch strings.ToLower(p.get(name)) {
	case "", "0", "false", "no", "n":
		return false
	}
	return true
}
