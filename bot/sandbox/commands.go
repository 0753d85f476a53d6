package sandbox

import (
	"encoding/json"
	"regexp"
	"strconv"
)

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

type scope struct {
	Type string `json:"type"`
	Chat int64  `json:"chat_id"`
	User int64  `json:"user_id"`
}

// key is the name of a scope and language in the table of commands.
func (s scope) key(language string) string {
	k := s.Type
	if s.Chat != 0 {
		k += " " + strconv.FormatInt(s.Chat, 10)
	}
	if s.User != 0 {
		k += " " + strconv.FormatInt(s.User, 10)
	}
	return k + "/" + language
}

// scope reads the scope of a call, which must name a chat the bot knows where it names one.
func (c *call) scope() (scope, *apiError) {
	sc := scope{Type: "default"}
	if raw := c.get("scope"); raw != "" && json.Unmarshal([]byte(raw), &sc) != nil {
		return sc, bad("can't parse BotCommandScope: JSON object expected")
	}
	switch sc.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return scope{Type: sc.Type}, nil
	case "chat", "chat_administrators", "chat_member":
		in := c.s.chats[sc.Chat]
		if in == nil || in.private() && !in.started {
			return sc, bad("chat not found")
		}
		return sc, nil
	}
	return sc, bad("can't parse BotCommandScope: unsupported type specified")
}

func setMyCommands(c *call) (any, *apiError) {
	var list []Command
	if json.Unmarshal([]byte(c.get("commands")), &list) != nil {
		return nil, bad("can't parse commands JSON array")
	}
	if len(list) > 100 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, x := range list {
		if !commandName.MatchString(x.Command) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := units(x.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	sc, err := c.scope()
	if err != nil {
		return nil, err
	}
	c.s.commands[sc.key(c.get("language_code"))] = list
	c.s.tell(event{Kind: "commands"})
	return true, nil
}

func getMyCommands(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	sc, err := c.scope()
	if err != nil {
		return nil, err
	}
	return append([]Command{}, c.s.commands[sc.key(c.get("language_code"))]...), nil
}

func deleteMyCommands(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	sc, err := c.scope()
	if err != nil {
		return nil, err
	}
	delete(c.s.commands, sc.key(c.get("language_code")))
	return true, nil
}

// Commands is the "/" menu that a person sees in a chat: the narrowest scope that has one, their language first.
func (s *Server) Commands(chat int64, p *Person) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.menu(s.chats[chat], p)
}

func (s *Server) menu(c *chat, p *Person) []Command {
	if c == nil {
		return nil
	}
	id := c.info.ID
	order := []scope{{Type: "chat", Chat: id}, {Type: "all_private_chats"}, {Type: "default"}}
	if !c.private() {
		order = []scope{{Type: "chat_member", Chat: id, User: p.id}}
		if role := c.members[p.id]; role == "creator" || role == "administrator" {
			order = append(order, scope{Type: "chat_administrators", Chat: id}, scope{Type: "chat", Chat: id}, scope{Type: "all_chat_administrators"})
		}
		order = append(order, scope{Type: "chat", Chat: id}, scope{Type: "all_group_chats"}, scope{Type: "default"})
	}
	for _, sc := range order {
		for _, language := range []string{p.user.Language, ""} {
			if list := s.commands[sc.key(language)]; len(list) > 0 {
				return list
			}
		}
	}
	return nil
}
