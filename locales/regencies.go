package locales

import "bytes"

// Regencies lists the 514 kabupaten and kota, in code order. It reads the list of all areas each time.
func (c *Content) Regencies() ([]Area, error) {
	list, err := c.everyArea()
	if err != nil {
		return nil, err
	}
	return scan(list, func(line []byte) (wanted, over bool) {
		code, _, _ := bytes.Cut(line, []byte(","))
		return regencyCode.Match(code), false
	})
}
