package bot

import "ikdbot/handlers"

func splitReply(r handlers.Reply) []handlers.Reply { return []handlers.Reply{r} }
