package store

import (
	"context"

	"github.com/redis/go-redis/v9"
)

// moveChatScript gives everything bound or owed to a chat, and to the topics in it, its new address.
// KEYS: bindings, bound, entries, owed, unclear, language of the old chat, of the new one. ARGV: old address, new address.
// Result: how many bindings moved.
var moveChatScript = redis.NewScript(`
local from, to, moved = ARGV[1], ARGV[2], 0
local function new(chat)
  if chat == from then return to end
  if string.sub(chat, 1, #from + 1) == from .. '/' then return to .. string.sub(chat, #from + 1) end
end
local bound = redis.call('HGETALL', KEYS[2])
for i = 1, #bound, 2 do
  local chat, id = new(bound[i]), bound[i + 1]
  if chat then
    redis.call('HDEL', KEYS[2], bound[i])
    if redis.call('HEXISTS', KEYS[2], chat) == 1 then
      redis.call('HDEL', KEYS[1], id)
    else
      local b = cjson.decode(redis.call('HGET', KEYS[1], id))
      b.chat = chat
      redis.call('HSET', KEYS[1], id, cjson.encode(b))
      redis.call('HSET', KEYS[2], chat, id)
      moved = moved + 1
    end
  end
end
for _, index in ipairs({KEYS[4], KEYS[5]}) do
  for _, id in ipairs(redis.call('ZRANGE', index, 0, -1)) do
    local e = cjson.decode(redis.call('HGET', KEYS[3], id))
    local chat = new(e.chat)
    if chat then
      e.chat = chat
      redis.call('HSET', KEYS[3], id, cjson.encode(e))
    end
  end
end
if redis.call('EXISTS', KEYS[6]) == 1 then redis.call('RENAME', KEYS[6], KEYS[7]) end
return moved`)

// MoveChat follows a chat to its new address: its bindings and those of its topics, the messages owed to it, its language. Where
// the new address was bound meanwhile, that binding stays, being the newer one. Doing it again does nothing.
func (s *Store) MoveChat(ctx context.Context, from, to string) error {
	if from == to {
		return nil
	}
	keys := []string{
		s.bindingsKey(), s.boundKey(), s.entriesKey(), s.stateKey(Owed), s.stateKey(Unclear), s.languageKey(from), s.languageKey(to),
	}
	defer s.recent.drop(from)
	defer s.recent.drop(to)
	return s.ask(ctx, "move chat", func(ctx context.Context) error {
		return moveChatScript.Run(ctx, s.redis, keys, from, to).Err()
	})
}
