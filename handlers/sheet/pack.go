package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Limits of what is unpacked, for files made to fill the memory of whoever opens them. Real sheets shrink to a twentieth.
const (
	mostParts     = 2_000
	mostDirectory = 1 << 20   // bytes of the list of parts
	mostUnpacked  = 200 << 20 // bytes of all parts read
	mostRatio     = 200       // of a part's size to its packed size, from a megabyte on
	mostToken     = 1 << 20   // bytes between two angle brackets; a cell holds at most 32,767 characters
)

// pack is an opened workbook file.
type pack struct {
	parts map[string]*zip.File // by name in small letters
	left  int64                // bytes that may still be unpacked
}

// openPack opens the container and looks at its list of parts before anything is unpacked.
func openPack(r io.ReaderAt, size int64) (*pack, error) {
	if err := directory(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuse("broken")
	}
	if len(z.File) > mostParts {
		return nil, refuse("bomb")
	}
	p := &pack{parts: make(map[string]*zip.File, len(z.File)), left: mostUnpacked}
	var all uint64
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := p.parts[name]; twice {
			return nil, refuse("broken")
		}
		p.parts[name] = f
		all += min(f.UncompressedSize64, 1<<40)
		switch {
		case f.Flags&1 != 0:
			return nil, refuse("password")
		case all > mostUnpacked, f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/mostRatio > f.CompressedSize64:
			return nil, refuse("bomb")
		}
	}
	return p, p.kind()
}

// directory checks the size of the list of parts, which the library would read whole.
func directory(r io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, 22+1<<16))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || len(tail)-i < 22 {
		return refuse("broken")
	}
	length, offset := int64(binary.LittleEndian.Uint32(tail[i+12:])), int64(binary.LittleEndian.Uint32(tail[i+16:]))
	end := size - int64(len(tail)-i)
	if offset > end || length > end {
		return refuse("broken")
	}
	if end-offset > mostDirectory || length > mostDirectory {
		return refuse("bomb")
	}
	return nil
}

// kind refuses what is no workbook without macros.
func (p *pack) kind() error {
	has := func(name string) bool { return p.parts[name] != nil }
	for name := range p.parts {
		if path.Base(name) == "vbaproject.bin" || strings.HasPrefix(name, "xl/macrosheets/") {
			return refuse("macro")
		}
	}
	switch {
	case has("encryptedpackage"):
		return refuse("password")
	case has("xl/workbook.bin"):
		return refuse("old_excel")
	case has("mimetype") && has("content.xml"):
		return refuse("open_document")
	case !has("[content_types].xml") || !has("_rels/.rels"):
		return refuse("no_sheet")
	}
	return nil
}

// open unpacks a part, within what may still be unpacked.
func (p *pack) open(name string) (io.ReadCloser, int64, error) {
	f := p.parts[strings.ToLower(name)]
	if f == nil {
		return nil, 0, refuse("broken")
	}
	r, err := f.Open()
	if err != nil {
		return nil, 0, refuse("broken")
	}
	return struct {
		io.Reader
		io.Closer
	}{&guard{r: r, p: p}, r}, int64(f.UncompressedSize64), nil
}

// guard stops a part that unpacks to more than it said, or that is one endless piece.
type guard struct {
	r     io.Reader
	p     *pack
	piece int
}

func (g *guard) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	g.p.left -= int64(n)
	if last := bytes.LastIndexAny(b[:n], "<>"); last >= 0 {
		g.piece = n - last
	} else {
		g.piece += n
	}
	if g.p.left < 0 || g.piece > mostToken {
		return 0, refuse("bomb")
	}
	return n, err
}

// walk goes through the elements of a part. Names come without their prefix.
func (p *pack) walk(name string, each func(d *xml.Decoder, e xml.StartElement) error) error {
	r, _, err := p.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := each(d, e); err != nil {
				return err
			}
		}
	}
}

// broken is the refusal for an error inside a part; the error itself might quote what stands there.
func broken(err error) error {
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return refuse("broken")
}

// attr is an attribute's value by its name without prefix.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// yes reports whether an attribute that is true or false is true.
func yes(e xml.StartElement, name string) bool {
	v := attr(e, name)
	return v == "1" || v == "true"
}
