package storetest

// Back makes a killed or frozen server answer again.
func (s *Server) Back() {
	s.t.Helper()
	if s.cmd == nil {
		s.Again()
		return
	}
	s.Thaw()
}
