package understand

// figure counts the groups from i that make one number in thousands, "1.125.841", or with decimals, "0,36".
// No figure here has more than 13 digits, and none begins with a zero before a thousands dot.
func (f folded) figure(gs []group, i int) int {
	if gs[i].size() > 3 || i > 0 && (f.between(gs, i-1) == "." || f.between(gs, i-1) == ",") {
		return 0
	}
	n, digits := 1, gs[i].size()
	for ; i+n < len(gs) && f.between(gs, i+n-1) == "." && gs[i+n].size() == 3; n++ {
		digits += 3
	}
	if i+n < len(gs) && f.between(gs, i+n-1) == "," && gs[i+n].size() <= 2 && f.between(gs, i+n) != "," {
		return n + 1
	}
	if n == 1 || digits > 13 || f.text[gs[i].from] == '0' || i+n < len(gs) && f.between(gs, i+n-1) == "." {
		return 0
	}
	return n
}

// date counts the groups from i that make a date with a four-digit year, in either order.
func (f folded) date(gs []group, i int) int {
	if i+2 >= len(gs) || gs[i+1].size() > 2 {
		return 0
	}
	sep := f.between(gs, i)
	if sep != f.between(gs, i+1) || sep != "-" && sep != "/" && sep != "." {
		return 0
	}
	day, year := gs[i], gs[i+2]
	if day.size() == 4 {
		day, year = year, day
	}
	if day.size() > 2 || year.size() != 4 || f.number(day) > 31 || f.number(gs[i+1]) > 12 {
		return 0
	}
	if y := f.number(year); y < 1900 || y > 2100 {
		return 0
	}
	return 3
}

// clock counts the groups from i that make a time of day, "08.00", unless more digits hang on to it.
func (f folded) clock(gs []group, i int) int {
	if i+1 >= len(gs) || gs[i].size() > 2 || gs[i+1].size() != 2 || f.number(gs[i]) > 24 || f.number(gs[i+1]) > 59 {
		return 0
	}
	if sep := f.between(gs, i); sep != "." && sep != ":" {
		return 0
	}
	switch next := f.between(gs, i+1); {
	case next == "." || next == ":" || i > 0 && f.between(gs, i-1) == ".":
		return 0
	case next != "" && i+2 < len(gs) && (gs[i+2].size() > 2 || f.clock(gs, i+2) == 0):
		return 0
	}
	return 2
}

// area counts the groups from i that make an official area code, "62.02.05" or "62.02.05.1001".
func (f folded) area(gs []group, i int) int {
	if i+2 >= len(gs) || i > 0 && f.between(gs, i-1) == "." || !province(f.number(gs[i])) {
		return 0
	}
	n := 0
	for ; n < 3; n++ {
		if gs[i+n].size() != 2 || n > 0 && f.between(gs, i+n-1) != "." {
			return 0
		}
	}
	if f.between(gs, i+2) == "." {
		if v := gs[i+3]; v.size() != 4 || f.text[v.from] == '0' || f.text[v.from] > '3' || f.between(gs, i+3) == "." {
			return 0
		}
		n = 4
	}
	return n
}

// province reports whether a number is the official code of a province.
func province(n int) bool {
	switch n / 10 {
	case 1:
		return n > 10
	case 2:
		return n == 21
	case 3:
		return n > 30 && n < 37
	case 5:
		return n > 50 && n < 54
	case 6:
		return n > 60 && n < 66
	case 7:
		return n > 70 && n < 77
	case 8:
		return n == 81 || n == 82
	case 9:
		return n > 90 && n < 98
	}
	return false
}
