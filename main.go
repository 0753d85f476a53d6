// Command ikdbot answers citizens' questions on IKD, the Indonesian digital identity, keeps the figures of its activation,
// and reports them weekly to official groups. This file is the commands and the wiring, nothing else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"ikdbot/bot"
	"ikdbot/bot/terminal"
	"ikdbot/handlers"
	"ikdbot/locales"
	"ikdbot/scheduler/service"
	"ikdbot/store"
)

// settings come from the environment or flags, and are checked once, at start. Secrets are read by secret alone: they have
// no flag, so that they never stand in a process list.
type settings struct {
	Regency        string  `env:"REGENCY" default:"62.02" help:"Code of the regency (kabupaten/kota)."`
	LocalesDir     string  `env:"LOCALES_DIR" type:"path" help:"Directory of content laid over the built-in one."`
	LogLevel       string  `env:"LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"${enum}."`
	RedisURL       string  `name:"redis-url" help:"Redis, redis://host:6379/0 (REDIS_URL). With a password only by environment."`
	AdminIDs       []int64 `name:"admin-ids" env:"ADMIN_IDS" help:"Telegram user ids of the first admins, comma-separated."`
	ReportSchedule string  `env:"REPORT_SCHEDULE" default:"0 8 * * MON" help:"When groups get their report, in the regency's zone."`
	ReviewFrom     uint    `env:"REVIEW_FROM" default:"10" help:"Areas from which on an imported file needs a second admin; 0: never."`
	MinReplicas    uint    `name:"redis-min-replicas" env:"REDIS_MIN_REPLICAS" default:"0" help:"Replicas of Redis that must have a change before it counts as stored."`
	ListenAddr     string  `env:"LISTEN_ADDR" default:"127.0.0.1:8080" help:"Address of /healthz, /readyz and of what Telegram delivers."`
	PublicURL      string  `name:"public-url" env:"PUBLIC_URL" help:"Where Telegram reaches this bot, https://host: it delivers updates then (with WEBHOOK_SECRET) instead of being polled."`
	TelegramAPIURL string  `name:"telegram-api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Base of the Bot API."`
}

type commands struct {
	settings
	Demo    demo      `cmd:"" help:"Everything on this machine: no token, no Redis, sample data. Prints the address of its page."`
	Serve   serve     `cmd:"" help:"The bot against Telegram and Redis. Needs TELEGRAM_TOKEN and REDIS_URL."`
	Ask     ask       `cmd:"" help:"Answers questions on the terminal."`
	Report  weekly    `cmd:"" help:"The weekly summary as the group would get it."`
	Import  importing `cmd:"" help:"Figures from a .xlsx or .csv file into Redis: shows the difference and asks."`
	Export  exporting `cmd:"" help:"All figures from Redis to a .xlsx or .csv file."`
	Backup  backup    `cmd:"" help:"Everything the bot remembers to a file, locked with BACKUP_KEY if that is set."`
	Restore restore   `cmd:"" help:"What backup wrote, into an empty store or with --replace in the place of what it holds."`
	Check   check     `cmd:"" help:"Checks configuration, content, Redis, token and groups; exit 1 and a list of faults."`
	Health  health    `cmd:"" help:"Asks the running bot's /healthz; for container health checks."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("ikdbot"), kong.ShortUsageOnError(),
		kong.Description("A chatbot for IKD, the Indonesian digital identity: answers, figures, weekly reports."))
	k.BindTo(ctx, (*context.Context)(nil))
	if err := k.Run(&c.settings); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// secret reads NAME, or the file NAME_FILE points at.
func secret(name string) (string, error) {
	path := os.Getenv(name + "_FILE")
	if path == "" {
		return os.Getenv(name), nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read %s_FILE: %w", name, err)
	}
	return strings.TrimSpace(string(b)), nil
}

// redis is the address of Redis: the flag, which may hold no password, or REDIS_URL.
func (s *settings) redis() (string, error) {
	if s.RedisURL == "" {
		return secret("REDIS_URL")
	}
	if strings.Contains(s.RedisURL, "@") {
		return "", errors.New("--redis-url with a password can be read by others on this machine: set REDIS_URL or REDIS_URL_FILE instead")
	}
	return s.RedisURL, nil
}

func (s *settings) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(s.LogLevel)) // kong has checked it
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
}

// open builds on the settings.
func (s *settings) open() (*service.House, error) {
	return service.Open(service.Settings{
		Regency: s.Regency, Locales: s.LocalesDir, Schedule: s.ReportSchedule, Founders: s.founders(), ReviewFrom: int(s.ReviewFrom), Log: s.logger(),
		Replicas: int(s.MinReplicas),
	})
}

// founders are the addresses of ADMIN_IDS.
func (s *settings) founders() (addresses []string) {
	for _, id := range s.AdminIDs {
		addresses = append(addresses, fmt.Sprintf("telegram:%d", id))
	}
	return addresses
}

type ask struct {
	JSON bool     `name:"json" help:"One JSON object per question."`
	Text []string `arg:"" optional:"" help:"The question; without it one per line from standard input."`
}

// Run answers as a citizen in private would be answered, with the folder's figures, without Redis and without network.
func (a *ask) Run(ctx context.Context, s *settings) error {
	h, err := s.open()
	if err != nil {
		return err
	}
	st, closeStore, err := store.Memory(h.StoreOptions(time.Now))
	if err != nil {
		return err
	}
	defer closeStore()
	if _, err := st.Found(ctx, handlers.FirstRows(h.Place)); err != nil {
		return err
	}
	var questions io.Reader = os.Stdin
	if len(a.Text) > 0 {
		questions = strings.NewReader(strings.Join(a.Text, " "))
	}
	return terminal.Ask(ctx, h.Desk(st, time.Now, slog.New(slog.DiscardHandler)), questions, os.Stdout, a.JSON)
}

type weekly struct {
	Area string `required:"" help:"Area code, such as 62.02 or 62.02.05."`
	At   string `help:"Time of the report, 2026-11-23T08:00, in the regency's zone; now if absent."`
	Out  string `required:"" type:"path" help:"Directory to write report.txt, caption.txt, report.png and report.xlsx to."`
}

// Run writes the weekly summary: what was issued for that time, if the ledger has it, else a preview without code, from Redis if there
// is one, else from the folder's first figures.
func (w *weekly) Run(ctx context.Context, s *settings) error {
	h, err := s.open()
	if err != nil {
		return err
	}
	if _, ok := h.Place.Area(w.Area); !ok {
		return fmt.Errorf("area %q is not in %s", w.Area, h.Place.Label(h.Place.Root()))
	}
	at := time.Now()
	if w.At != "" {
		if at, err = time.ParseInLocation("2006-01-02T15:04", w.At, h.Place.Zone); err != nil {
			return fmt.Errorf("--at wants 2006-01-02T15:04 in the regency's zone: %w", err)
		}
	}
	st, closeStore, err := s.anyStore(ctx, h)
	if err != nil {
		return err
	}
	defer closeStore()
	desk := h.Desk(st, time.Now, h.Log)
	papers, err := desk.Papers(ctx, w.Area, at, handlers.PreviousSlot(h.Schedule, h.Place.Zone, at))
	if err != nil {
		return err
	}
	return terminal.WriteReport(w.Out, papers)
}

type importing struct {
	File   string `arg:"" type:"existingfile" help:"The .xlsx or .csv file."`
	Yes    bool   `help:"Save without asking, odd figures too: for scripts."`
	Reason string `help:"Why odd figures are right; kept with the change."`
}

// Run shows what a file of figures would change and stores it, as one change, when the operator agrees.
func (i *importing) Run(ctx context.Context, s *settings) error {
	h, st, err := s.figures(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if _, err := st.Found(ctx, handlers.FirstRows(h.Place)); err != nil {
		return err
	}
	return onTerminal(h, st).Import(ctx, i.File, i.Yes, i.Reason)
}

type exporting struct {
	File string `arg:"" type:"path" help:"The file to write, .xlsx or .csv."`
}

// Run writes the figures of all areas to a file that can be imported again.
func (e *exporting) Run(ctx context.Context, s *settings) error {
	h, st, err := s.figures(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	return onTerminal(h, st).Export(ctx, e.File)
}

// onTerminal is the way of figures between the desk and files of this machine.
func onTerminal(h *service.House, st *store.Store) terminal.Figures {
	say := func(key string, pairs ...any) string { return h.Content.Say(locales.Indonesian, key, pairs...) }
	return terminal.Figures{Desk: h.Desk(st, time.Now, h.Log), Say: say, In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
}

// figures opens the house and the Redis whose figures are read or written.
func (s *settings) figures(ctx context.Context) (*service.House, *store.Store, error) {
	url, err := s.redis()
	switch {
	case err != nil:
		return nil, nil, err
	case url == "":
		return nil, nil, errNoRedis()
	}
	h, err := s.open()
	if err != nil {
		return nil, nil, err
	}
	st, err := reach(ctx, h, url)
	return h, st, err
}

// reach opens the regency's store in Redis.
func reach(ctx context.Context, h *service.House, url string) (*store.Store, error) {
	st, err := store.Open(ctx, url, h.StoreOptions(time.Now))
	switch {
	case errors.Is(err, store.ErrAway):
		return nil, fmt.Errorf("Redis cannot be reached: start it, or correct REDIS_URL (redis://host:6379/0): %w", err)
	case err != nil:
		return nil, fmt.Errorf("open the store (REDIS_URL): %w", err)
	}
	return st, nil
}

// anyStore is Redis where REDIS_URL is set, else the folder's first figures in memory.
func (s *settings) anyStore(ctx context.Context, h *service.House) (*store.Store, func(), error) {
	url, err := s.redis()
	if err != nil {
		return nil, nil, err
	}
	if url != "" {
		st, err := reach(ctx, h, url)
		if err != nil {
			return nil, nil, err
		}
		return st, func() { _ = st.Close() }, nil
	}
	st, closeStore, err := store.Memory(h.StoreOptions(time.Now))
	if err != nil {
		return nil, nil, err
	}
	_, err = st.Found(ctx, handlers.FirstRows(h.Place))
	return st, closeStore, err
}

type backup struct {
	File string `arg:"" type:"path" help:"The file to write."`
}

// Run writes everything the bot remembers to a file, while the bot goes on.
func (b *backup) Run(ctx context.Context, s *settings) error {
	files, done, err := s.backups(ctx)
	if err != nil {
		return err
	}
	defer done()
	return files.Write(ctx, b.File)
}

type restore struct {
	File    string `arg:"" type:"existingfile" help:"A file that backup wrote or the bot sent."`
	Replace bool   `help:"Put it in the place of what the store holds."`
}

// Run puts a backup into an empty store, or in the place of what it holds.
func (r *restore) Run(ctx context.Context, s *settings) error {
	files, done, err := s.backups(ctx)
	if err != nil {
		return err
	}
	defer done()
	return files.Restore(ctx, r.File, r.Replace)
}

// backups are the files of a store, and what to do when nothing more is wanted of it.
func (s *settings) backups(ctx context.Context) (terminal.Backups, func(), error) {
	key, err := backupKey()
	if err != nil {
		return terminal.Backups{}, nil, err
	}
	h, st, err := s.figures(ctx)
	if err != nil {
		return terminal.Backups{}, nil, err
	}
	return terminal.Backups{
		Store: st, Key: key, Out: os.Stdout,
		Say:    func(key string, pairs ...any) string { return h.Content.Say(locales.Indonesian, key, pairs...) },
		Moment: func(t time.Time) string { return locales.Moment(locales.Indonesian, t.In(h.Place.Zone)) },
	}, func() { _ = st.Close() }, nil
}

// backupKey is BACKUP_KEY; nil where it is not set.
func backupKey() (*store.BackupKey, error) {
	text, err := secret("BACKUP_KEY")
	if err != nil {
		return nil, err
	}
	key, err := store.ParseBackupKey(text)
	if err != nil {
		return nil, fmt.Errorf("check configuration: %w", err)
	}
	return key, nil
}

type health struct{}

// Run exits 0 where the running bot says it is well.
func (health) Run(ctx context.Context, s *settings) error { return bot.AskHealth(ctx, s.ListenAddr) }

type serve struct{}

// Run is the bot against Telegram and Redis, as one of possibly several replicas.
func (serve) Run(ctx context.Context, s *settings) error {
	token, redisURL, err := s.needed()
	hook, hookErr := s.webhook()
	key, keyErr := backupKey()
	if err := errors.Join(err, hookErr, keyErr); err != nil {
		return err
	}
	h, err := s.open()
	if err != nil {
		return err
	}
	h.BackupKey = key
	open := func(ctx context.Context) (*store.Store, error) { return reach(ctx, h, redisURL) }
	return h.Serve(ctx, open, service.Outside{Token: token, Base: s.TelegramAPIURL, Webhook: hook, Listen: s.ListenAddr})
}

// needed are the token and the address of Redis; what is missing or unreadable is said in one line each, with how to get it.
func (s *settings) needed() (token, redisURL string, err error) {
	token, err = secret("TELEGRAM_TOKEN")
	redisURL, redisErr := s.redis()
	var missing []error
	if base, err := url.Parse(s.TelegramAPIURL); err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		missing = append(missing, errors.New("TELEGRAM_API_URL is no address: write it as https://host"))
	}
	if err == nil && token == "" {
		missing = append(missing, errors.New("TELEGRAM_TOKEN is missing: talk to @BotFather in Telegram, /newbot, and copy the token it gives"))
	}
	if redisErr == nil && redisURL == "" {
		missing = append(missing, errNoRedis())
	}
	return token, redisURL, errors.Join(append(missing, err, redisErr)...)
}

// webhook is where Telegram delivers, if PUBLIC_URL is set.
func (s *settings) webhook() (bot.Webhook, error) {
	if s.PublicURL == "" {
		return bot.Webhook{}, nil
	}
	key, err := secret("WEBHOOK_SECRET")
	if err != nil {
		return bot.Webhook{}, err
	}
	w := bot.Webhook{URL: s.PublicURL, Secret: key}
	return w, w.Check(s.TelegramAPIURL)
}

func errNoRedis() error {
	return errors.New("REDIS_URL is missing: start a Redis (apt install redis-server) and set REDIS_URL=redis://127.0.0.1:6379/0")
}

type check struct{}

// Run prints every fault it finds and fails if there is one.
func (check) Run(ctx context.Context, s *settings) error {
	h, err := s.open()
	if err != nil {
		return err
	}
	token, redisURL, missing := s.needed()
	_, err = s.webhook()
	_, keyErr := backupKey()
	faults := []error{missing, err, keyErr}
	for _, f := range h.Content.Faults() {
		faults = append(faults, fmt.Errorf("%s:%d: %s", f.File, f.Line, f.Text))
	}
	quiet := slog.New(slog.DiscardHandler)
	var reach func(context.Context, string) error
	if token != "" {
		telegram := bot.NewTelegram(bot.TelegramOptions{Token: token, Base: s.TelegramAPIURL, Log: quiet})
		_, err := telegram.Me(ctx)
		faults = append(faults, err)
		if err == nil {
			reach = telegram.Reach
		}
	}
	if redisURL != "" {
		st, err := store.Open(ctx, redisURL, h.StoreOptions(time.Now))
		faults = append(faults, err)
		if err == nil {
			defer st.Close()
			faults = append(faults, h.Desk(st, time.Now, quiet).Faults(ctx, reach)...)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	fmt.Println("all well")
	return nil
}

type demo struct {
	Addr string `default:"127.0.0.1:8181" help:"Where the page is shown; a port of 0 takes a free one."`
}

// Run is everything on this machine: an embedded Redis, a sandbox Telegram with a page, and the very same service as serve.
func (d *demo) Run(ctx context.Context, s *settings) error {
	s.AdminIDs = []int64{service.DemoAdmin}
	h, err := s.open()
	if err != nil {
		return err
	}
	return h.Demo(ctx, d.Addr, func(page string) { fmt.Println("ikdbot demo: " + page) })
}
