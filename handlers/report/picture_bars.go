package report

// From so many sub-areas on they stand in two columns.
const (
	oneColumn = 8
	columnGap = 28.0
)

// bars draws how each sub-area stands: a bar behind its name, the target line across.
func (b *brush) bars(y float64, p barPanel) float64 {
	y = b.panelTitle(y, p.Title, p.Mark)
	y = b.paragraph(margin, y, inner, p.How, letters{25, false, soft}, 3) + 6
	if len(p.Rows) > 0 {
		y = b.rows(y, p)
	}
	for _, open := range p.Open {
		y = b.paragraph(margin, y, inner, open, letters{25, false, ink}, 14) + 4
	}
	return y
}

// panelTitle heads a part of the picture, with the warning beside it where there is one.
func (b *brush) panelTitle(y float64, title, mark string) float64 {
	l, width := letters{32, true, ink}, inner
	if mark != "" {
		tag := letters{25, true, ink}
		wide := b.width(mark, tag) + 24
		b.box(margin+inner-wide, y+6, wide, 36, yellow)
		b.right(margin+inner-12, y+33, mark, tag)
		width -= wide + 12
	}
	return b.paragraph(margin, y, width, title, l, 2)
}

// rows draws the bars in columns of equal length, read from top to bottom.
func (b *brush) rows(y float64, p barPanel) float64 {
	columns := 1
	if len(p.Rows) > oneColumn {
		columns = 2
	}
	each := (len(p.Rows) + columns - 1) / columns
	height := 44.0
	switch {
	case each > 20:
		height = 35
	case each > 10:
		height = 40
	}
	width := (inner - float64(columns-1)*columnGap) / float64(columns)
	if p.Goal != "" {
		y += 30
	}
	b.watermark(y+float64(each)*height/2, p.Mark)
	scale, reach := p.scale(), width-b.numbers(p)
	for i, row := range p.Rows {
		b.row(margin+float64(i/each)*(width+columnGap), y+float64(i%each)*height, width, height, row, reach/scale)
	}
	if p.Goal != "" {
		for c := range columns {
			column := p.Rows[c*each : min(len(p.Rows), (c+1)*each)]
			b.goalLine(margin+float64(c)*(width+columnGap), y, width, height, reach/scale, column, p.Goal)
		}
	}
	return y + float64(each)*height + 10
}

// scale is the share that a full bar stands for.
func (p barPanel) scale() float64 {
	most := 0.0
	for _, row := range p.Rows {
		most = max(most, row.Share, row.Goal)
	}
	return max(most*1.03, 0.0001)
}

// numbers is how much of a column the numbers take.
func (b *brush) numbers(p barPanel) float64 {
	widest := 0.0
	for _, row := range p.Rows {
		widest = max(widest, b.width(row.Label, row.letters()))
	}
	return widest + 20
}

func (r barRow) letters() letters { return letters{26, r.Own, ink} }

// row is one sub-area: its name over its bar, its numbers beside. A share of one would reach so many pixels.
func (b *brush) row(x, y, width, height float64, r barRow, reach float64) {
	fill, l := bar, r.letters()
	if r.Old {
		fill = grey
	}
	b.box(x, y+2, max(3, reach*max(0, r.Share)), height-6, fill)
	b.box(x, y+height-4, width, 2, panel)
	if r.Own {
		b.box(x, y+2, 8, height-6, strong)
	}
	base := y + height/2 + 8
	b.fit(x+nameIndent, base, b.nameRoom(width, r), r.Name, l)
	b.right(x+width, base, r.Label, l)
}

// nameIndent is where a name begins in its row.
const nameIndent = 14.0

// nameRoom is how wide the name of a row may be.
func (b *brush) nameRoom(width float64, r barRow) float64 {
	return width - b.width(r.Label, r.letters()) - 26
}

// goalLine marks the target of each row; with one share for all it becomes one line, which leaves a gap for a name that reaches so
// far. Its label stands above.
func (b *brush) goalLine(x, y, width, height, reach float64, rows []barRow, label string) {
	const dash = 8.0
	for i, row := range rows {
		at, top := x+reach*row.Goal, y+float64(i)*height
		l, name := b.fitting(row.Name, row.letters(), b.nameRoom(width, row))
		switch {
		case row.Goal == 0:
		case x+nameIndent+b.width(name, l) < at-6:
			b.dashes(at, top, 3, height-4, dash, goal)
		default:
			gap := (height - l.size) / 2
			b.box(at, top-dash/2, 3, gap, goal)
			b.box(at, top+height-gap, 3, gap-dash/2, goal)
		}
	}
	if len(rows) > 0 && rows[0].Goal > 0 {
		l := letters{minSize, true, goal}
		b.text(x+reach*rows[0].Goal-b.width(label, l)/2, y-6, label, l)
	}
}

// watermark lays the warning under a part of the picture, so that a piece cut out of it still carries it.
func (b *brush) watermark(middle float64, mark string) {
	l := letters{110, true, ghost}
	b.text(margin+(inner-b.width(mark, l))/2, middle+l.size*0.36, mark, l)
}
