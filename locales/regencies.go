package locales

import (
	"bufio"
	"bytes"
	"compress/gzip"
)

// Regencies lists the 514 kabupaten and kota, in code order. It reads the list of all areas each time.
func (c *Content) Regencies() ([]Area, error) {
	packed, err := c.files.read(areasFile)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, at(areasFile, 0, err)
	}
	var all []Area
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		code, _, _ := bytes.Cut(lines.Bytes(), []byte(","))
		if !regencyCode.Match(code) {
			continue
		}
		a, err := readArea(lines.Text())
		if err != nil {
			return nil, at(areasFile, n, err)
		}
		all = append(all, a)
	}
	if err := lines.Err(); err != nil {
		return nil, at(areasFile, 0, err)
	}
	return all, nil
}
