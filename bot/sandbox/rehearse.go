package sandbox

// Rehearse lets the people of the page do what an office does first: the admin presses Start, adds the bot to the official
// group, and types a command there. Everything goes the way it would go by hand.
func (s *Server) Rehearse(command string) {
	s.mu.Lock()
	admin, group := s.cast.admin, s.cast.group
	s.mu.Unlock()
	admin.Private().Start()
	group.AddBot(admin)
	group.Phone(admin).Say(command)
}
