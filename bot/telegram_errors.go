package bot

import "errors"

// ErrToken: Telegram does not know the token.
var ErrToken = errors.New("Telegram refuses TELEGRAM_TOKEN: copy it again from @BotFather (/mybots, API Token) and start anew")

// ErrConflict: for a minute another program has been polling with the same token.
var ErrConflict = errors.New("another program is polling Telegram with the same token: stop it, or give each its own bot from @BotFather")
