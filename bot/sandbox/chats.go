package sandbox

import "slices"

func sendChatAction(c *call) (any, *apiError) {
	switch c.get("action") {
	case "typing", "upload_photo", "upload_document", "upload_video", "record_video", "upload_voice", "record_voice",
		"choose_sticker", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, bad("wrong parameter action in request")
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	to, err := c.target()
	if err != nil {
		return nil, err
	}
	c.s.tell(event{Kind: "typing", chat: to.info.ID})
	return true, nil
}

func getChat(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	in, err := c.chat()
	if err != nil {
		return nil, err
	}
	if err := in.reach(); err != nil && !in.private() {
		return nil, err
	}
	return in.info, nil
}

func getChatMember(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	in, err := c.target()
	if err != nil {
		return nil, err
	}
	id := c.number("user_id")
	if id == c.s.bot.ID {
		return member{c.s.bot, "member"}, nil
	}
	p := c.s.people[id]
	switch {
	case p == nil:
		return nil, bad("user not found")
	case in.private() && id != in.info.ID:
		return nil, bad("member not found")
	case in.private() || in.members[id] != "":
		status := in.members[id]
		if status == "" {
			status = "member"
		}
		return member{p.user, status}, nil
	}
	return member{p.user, "left"}, nil
}

func getChatAdministrators(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	in, err := c.target()
	if err != nil {
		return nil, err
	}
	if in.private() {
		return nil, bad("there are no administrators in the private chat")
	}
	admins := []member{}
	for id, status := range in.members {
		if status == "creator" || status == "administrator" {
			admins = append(admins, member{c.s.people[id].user, status})
		}
	}
	slices.SortFunc(admins, func(a, b member) int { return int(a.User.ID - b.User.ID) })
	return admins, nil
}

func leaveChat(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	in, err := c.target()
	if err != nil {
		return nil, err
	}
	if in.private() {
		return nil, bad("chat not found")
	}
	in.bot = "left"
	c.s.pushMember(in, c.s.bot, "member", "left")
	c.s.deliver(in, &Message{From: c.s.bot, LeftMember: c.s.bot})
	c.s.tell(event{Kind: "chat", chat: in.info.ID})
	return true, nil
}
