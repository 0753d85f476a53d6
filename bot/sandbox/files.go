package sandbox

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // photos are JPEG
	_ "image/png"  // or PNG
	"net/http"
	"strings"
)

// maxKept bounds the bytes of all files kept; the oldest go first, as a long test must not fill the memory.
const maxKept = 256 << 20

// maxDownload is the largest file that getFile gives out.
const maxDownload = 20 << 20

type file struct {
	document *Document
	photo    []Photo
	content  []byte
	path     string
}

type files struct {
	byID  map[string]*file
	order []string
	bytes int
	count int
}

type dimensions struct{ width, height int }

// measure reads the size of a picture.
func measure(content []byte) (dimensions, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return dimensions{}, fmt.Errorf("read picture: %w", err)
	}
	return dimensions{c.Width, c.Height}, nil
}

func (f *files) keep(name, mime string, content []byte) *Document {
	if mime == "" {
		mime = "application/octet-stream"
	}
	id, unique := f.id("document")
	d := &Document{FileID: id, UniqueID: unique, Name: name, MIME: mime, Size: len(content)}
	f.put(id, &file{document: d, content: content, path: "documents/" + unique})
	return d
}

func (f *files) keepPhoto(content []byte, size dimensions) []Photo {
	id, unique := f.id("photo")
	p := []Photo{{FileID: id, UniqueID: unique, Width: size.width, Height: size.height, Size: len(content)}}
	f.put(id, &file{photo: p, content: content, path: "photos/" + unique})
	return p
}

func (f *files) id(kind string) (id, unique string) {
	f.count++
	return fmt.Sprintf("sandbox-%s-%d", kind, f.count), fmt.Sprintf("u%d", f.count)
}

func (f *files) put(id string, x *file) {
	f.byID[id] = x
	f.order = append(f.order, id)
	for f.bytes += len(x.content); f.bytes > maxKept && len(f.order) > 1; f.order = f.order[1:] {
		f.bytes -= len(f.byID[f.order[0]].content)
		delete(f.byID, f.order[0])
	}
}

func getFile(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	id := c.get("file_id")
	f := c.s.files.byID[id]
	if f == nil {
		return nil, bad("invalid file_id")
	}
	if len(f.content) > maxDownload {
		return nil, bad("file is too big")
	}
	// The path carries the id, so that a download needs no second table.
	return struct {
		ID     string `json:"file_id"`
		Unique string `json:"file_unique_id"`
		Size   int    `json:"file_size"`
		Path   string `json:"file_path"`
	}{id, f.path[strings.IndexByte(f.path, '/')+1:], len(f.content), f.path + "/" + id}, nil
}

// serveFile answers /file/bot<token>/<path>.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	token, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	if token != s.conf.Token {
		write(w, encode(nil, &apiError{Code: 401, Description: "Unauthorized"}), 401)
		return
	}
	s.mu.Lock()
	x := s.files.byID[path[strings.LastIndexByte(path, '/')+1:]]
	hit, found := s.matchFault("file", 0)
	s.mu.Unlock()
	if found {
		goOn, refusal := s.before(r.Context(), w, hit)
		if refusal != nil {
			write(w, encode(nil, refusal), refusal.Code)
		}
		if !goOn {
			return
		}
	}
	if x == nil || !strings.HasPrefix(path, x.path+"/") {
		write(w, encode(nil, &apiError{Code: 404, Description: "Not Found"}), 404)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", itoa(len(x.content)))
	_, _ = w.Write(x.content)
}
