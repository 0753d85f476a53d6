package locales

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// areasFile holds all areas of Indonesia, sorted by code: code,level,name,kind,parent,lat,lng.
const areasFile = "places/areas.csv.gz"

// regencyCode is what the code of a kabupaten or kota looks like.
var regencyCode = regexp.MustCompile(`^[0-9]{2}\.[0-9]{2}$`)

// areas reads the province, the regency and everything in it from the list of all areas.
func (c *Content) areas(code string) ([]Area, error) {
	if !regencyCode.MatchString(code) {
		return nil, fmt.Errorf("regency %q: a code is two digits, a dot and two digits, such as 62.02", code)
	}
	r, err := c.everyArea()
	if err != nil {
		return nil, err
	}
	all, err := pick(r, code)
	if err != nil {
		return nil, err
	}
	if len(all) < 2 {
		return nil, fmt.Errorf("regency %q: no kabupaten or kota has this code; a code is two digits, a dot and two digits, such as 62.02", code)
	}
	return all, nil
}

// everyArea unpacks the list of all areas.
func (c *Content) everyArea() (io.Reader, error) {
	packed, err := c.files.read(areasFile)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, at(areasFile, 0, err)
	}
	return r, nil
}

// pick finds the rows of a regency, its province first. Reading ends behind them: the list is sorted.
func pick(list io.Reader, code string) ([]Area, error) {
	province, regency := []byte(code[:2]+","), []byte(code)
	found := false
	return scan(list, func(line []byte) (wanted, over bool) {
		if bytes.HasPrefix(line, province) || bytes.HasPrefix(line, regency) {
			found = true
			return true, false
		}
		return false, found && bytes.Compare(line, regency) > 0
	})
}

// scan reads the rows that are wanted, to the end of the list or until it is said to be over.
func scan(list io.Reader, look func(line []byte) (wanted, over bool)) ([]Area, error) {
	var all []Area
	lines := bufio.NewScanner(list)
	for n := 1; lines.Scan(); n++ {
		wanted, over := look(lines.Bytes())
		if over {
			break
		}
		if !wanted {
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

// readArea reads one row. A few names hold commas and are quoted.
func readArea(line string) (Area, error) {
	f := strings.Split(line, ",")
	if strings.Contains(line, `"`) {
		var err error
		if f, err = csv.NewReader(strings.NewReader(line)).Read(); err != nil {
			return Area{}, err
		}
	}
	if len(f) != 7 {
		return Area{}, fmt.Errorf("has %d fields instead of 7", len(f))
	}
	a := Area{Code: f[0], Level: f[1], Name: f[2], Kind: f[3], Parent: f[4]}
	if f[5] == "" && f[6] == "" {
		return a, nil
	}
	var err error
	a.Lat, a.Lng, err = coordinates(f[5], f[6])
	return a, err
}

// coordinates reads a point in degrees.
func coordinates(lat, lng string) (y, x float64, err error) {
	if y, err = strconv.ParseFloat(lat, 64); err != nil {
		return 0, 0, fmt.Errorf("latitude %q is no number", lat)
	}
	if x, err = strconv.ParseFloat(lng, 64); err != nil {
		return 0, 0, fmt.Errorf("longitude %q is no number", lng)
	}
	return y, x, nil
}
