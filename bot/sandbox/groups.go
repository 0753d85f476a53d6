package sandbox

// anonymousAdmin is the id of @GroupAnonymousBot, the common sender behind which anonymous admins stand.
const anonymousAdmin = 1087968824

// Group is a group chat. The bot is not in it until somebody adds it.
type Group struct {
	s  *Server
	id int64
}

// Group makes a group: a forum is a supergroup with topics, anything else begins as a basic group.
func (s *Server) Group(title string, forum bool) *Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newGroup(title, forum)
}

func (s *Server) newGroup(title string, forum bool) *Group {
	s.nextChat++
	info := &Chat{ID: -s.nextChat, Type: "group", Title: title}
	if forum {
		info = &Chat{ID: -1_000_000_000_000 - s.nextChat, Type: "supergroup", Title: title, IsForum: true}
	}
	s.chats[info.ID] = &chat{info: info, nextID: 1, bot: "left", members: map[int64]string{}, topics: map[int]string{}}
	return &Group{s: s, id: info.ID}
}

// ID is the group's chat id, which changes when the group is upgraded.
func (g *Group) ID() int64 {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.id
}

// Join makes a person a member; role is "creator", "administrator" or "member".
func (g *Group) Join(p *Person, role string) *Group {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.chats[g.id].members[p.id] = role
	return g
}

// Phone is a member's phone with the group open; whoever is no member yet joins as "member".
func (g *Group) Phone(p *Person) *Phone {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	c := g.s.chats[g.id]
	if c.members[p.id] == "" {
		c.members[p.id] = "member"
	}
	return &Phone{s: g.s, who: p, chat: g.id}
}

// AnonymousAdmin is the phone of an admin who hides behind the group.
func (g *Group) AnonymousAdmin() *Phone {
	return &Phone{s: g.s, chat: g.ID(), anonymous: true}
}

// AddBot lets a person add the bot.
func (g *Group) AddBot(by *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	c := g.s.chats[g.id]
	if c.bot == "member" {
		return
	}
	old := c.bot
	c.bot = "member"
	g.s.pushMember(c, by.user, old, "member")
	g.s.deliver(c, &Message{From: by.user, NewMembers: []User{*g.s.bot}})
	g.s.tell(event{Kind: "chat", chat: g.id})
}

// RemoveBot lets a person remove the bot.
func (g *Group) RemoveBot(by *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	c := g.s.chats[g.id]
	if c.bot != "member" {
		return
	}
	c.bot = "kicked"
	g.s.pushMember(c, by.user, "member", "kicked")
	g.s.deliver(c, &Message{From: by.user, LeftMember: g.s.bot})
	g.s.tell(event{Kind: "chat", chat: g.id})
}

// Upgrade turns a basic group into a supergroup: it gets another id, and the old one only says where it went. The
// bot is told by two service messages, one in each chat.
func (g *Group) Upgrade() int64 {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	old := g.s.chats[g.id]
	if old.info.Type != "group" {
		return g.id
	}
	g.s.nextChat++
	info := &Chat{ID: -1_000_000_000_000 - g.s.nextChat, Type: "supergroup", Title: old.info.Title}
	fresh := &chat{info: info, nextID: 1, bot: old.bot, members: old.members, topics: map[int]string{}}
	g.s.chats[info.ID] = fresh
	old.movedTo = info.ID
	by := &User{ID: anonymousAdmin, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
	g.s.deliver(old, &Message{From: by, SenderChat: old.info, MigrateTo: info.ID})
	g.s.deliver(fresh, &Message{From: by, SenderChat: info, MigrateFrom: g.id})
	g.id = info.ID
	g.s.tell(event{Kind: "chat", chat: g.id})
	return g.id
}

// Topic opens a topic in a forum and gives its thread id.
func (g *Group) Topic(by *Person, name string) int {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	c := g.s.chats[g.id]
	thread := c.nextID
	c.topics[thread] = name
	g.s.deliver(c, &Message{From: by.user, Thread: thread, IsTopic: true, TopicCreated: &TopicCreated{Name: name, Color: 7322096}})
	return thread
}

// DropTopic deletes a topic; writing to it fails from then on.
func (g *Group) DropTopic(thread int) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	delete(g.s.chats[g.id].topics, thread)
}
