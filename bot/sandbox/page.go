package sandbox

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

//go:embed page
var pageFiles embed.FS

// policy lets the page use its own files and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func static() http.Handler {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return http.FileServerFS(files)
}

// servePage answers the page and its small API, on this machine's own name only: a foreign page whose name was made
// to point here (DNS rebinding) has another Host and gets nothing.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if !local(r.Host) {
		http.Error(w, "this page is for this machine only", http.StatusForbidden)
		return
	}
	if s.cast == nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	switch {
	case r.URL.Path == "/page/state":
		h.Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(s.view())
	case r.URL.Path == "/page/events":
		s.serveEvents(w, r)
	case strings.HasPrefix(r.URL.Path, "/page/file/"):
		s.servePageFile(w, r)
	case r.URL.Path == "/page/act" || r.URL.Path == "/page/attach":
		s.serveAct(w, r)
	default:
		s.static.ServeHTTP(w, r)
	}
}

func local(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// serveAct takes what was done on the page. The header cannot be set by a form of another page.
func (s *Server) serveAct(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || r.Header.Get("X-Sandbox") == "" {
		http.Error(w, "POST with X-Sandbox", http.StatusForbidden)
		return
	}
	var err error
	if r.URL.Path == "/page/attach" {
		err = s.attach(w, r)
	} else {
		var a act
		if err = json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&a); err == nil {
			err = s.do(r.Context(), a)
		}
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// attach sends a file from a phone: the body is its content, its name is in the query. A picture goes as a picture.
func (s *Server) attach(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	as, _ := strconv.ParseInt(q.Get("as"), 10, 64)
	chat, _ := strconv.ParseInt(q.Get("chat"), 10, 64)
	phone, err := s.phone(as, chat)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return fmt.Errorf("read file: %w", err)
	}
	if len(content) == 0 {
		return fmt.Errorf("the file is empty")
	}
	if _, err := measure(content); err == nil {
		_, err = phone.SendPhoto(content, q.Get("caption"))
		return err
	}
	phone.SendDocument(q.Get("name"), content, q.Get("caption"))
	return nil
}

// servePageFile gives a file of a chat to the page: pictures to be seen, everything else to be saved.
func (s *Server) servePageFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	x := s.files.byID[strings.TrimPrefix(r.URL.Path, "/page/file/")]
	s.mu.Unlock()
	if x == nil {
		http.NotFound(w, r)
		return
	}
	if x.photo != nil {
		w.Header().Set("Content-Type", http.DetectContentType(x.content))
	} else {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(x.document.Name))
	}
	_, _ = w.Write(x.content)
}
