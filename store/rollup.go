package store

// sampleMark begins the source of every sample figure.
const sampleMark = "CONTOH"

// RollUp returns what is shown for each area of a tree: its own figure, unless its newest child is dated later and all children
// report; then the children's sum. Children count with what they show themselves. The candidate not shown is told where it
// differs. Areas and counts without anything to show are absent, and so are figures of areas outside the tree.
func RollUp(t Tree, current map[Key]Figure) map[string]Aggregate {
	areas := make(map[string]Aggregate)
	gather(t, t.Root(), current, areas)
	return areas
}

// gather rolls up one area after its children.
func gather(t Tree, code string, current map[Key]Figure, areas map[string]Aggregate) {
	children := t.Children(code)
	for _, child := range children {
		gather(t, child, current, areas)
	}
	shown := make(Aggregate)
	for _, count := range Counts() {
		own, known := current[Key{code, count}]
		sum := add(children, count, areas)
		if s, ok := pick(own, known, sum); ok {
			shown[count] = s
		}
	}
	if len(shown) > 0 {
		areas[code] = shown
	}
}

// add sums what the children that report show for a count. The sum is as of its newest part and tells its oldest; its source is
// that of its parts where they agree, and says CONTOH where any of them is sample data.
func add(children []string, count Count, areas map[string]Aggregate) Shown {
	sum := Shown{Sum: true, Children: len(children)}
	for _, child := range children {
		part, ok := areas[child][count]
		if !ok {
			continue
		}
		if sum.Reported == 0 {
			sum.Source, sum.Oldest = part.Source, part.Oldest
		}
		if part.Source != sum.Source {
			sum.Source = ""
		}
		sum.Value += part.Value
		sum.AsOf = max(sum.AsOf, part.AsOf)
		sum.Oldest = min(sum.Oldest, part.Oldest)
		sum.Change = max(sum.Change, part.Change)
		sum.Sample = sum.Sample || part.Sample
		sum.Reported++
	}
	if sum.Sample && sum.Source == "" {
		sum.Source = sampleMark
	}
	return sum
}

// pick chooses between an area's own figure, if known, and the sum of its children.
func pick(own Figure, known bool, sum Shown) (Shown, bool) {
	complete := sum.Children > 0 && sum.Reported == sum.Children
	switch {
	case complete && (!known || sum.AsOf > own.AsOf):
		if known && own.Value != sum.Value {
			sum.Other = &own
		}
		return sum, true
	case known:
		shown := Shown{Figure: own, Oldest: own.AsOf, Reported: sum.Reported, Children: sum.Children}
		shown.Sample = own.IsSample()
		if sum.Reported > 0 && sum.Value != own.Value {
			shown.Other = &sum.Figure
		}
		return shown, true
	}
	return Shown{}, false
}
