package handlers

// beginAnew is the answer "start anew" to the question an empty store asks; from then on reports are sent.
func (t *turn) beginAnew() Reply {
	if err := t.store.AnswerBeginning(t.ctx); err != nil {
		return t.trouble("answer beginning", err)
	}
	t.owed()
	t.log.Info("started anew", "user", t.User)
	return t.plain("status.begun")
}
