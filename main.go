// Command ikdbot answers citizens' questions on IKD, the Indonesian digital identity, keeps the figures of its activation,
// and reports them weekly to official groups. This file is the commands and the wiring, nothing else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"ikdbot/bot"
	"ikdbot/bot/sandbox"
	"ikdbot/bot/terminal"
	"ikdbot/handlers"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/scheduler"
	"ikdbot/scheduler/slot"
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
	ListenAddr     string  `env:"LISTEN_ADDR" default:"127.0.0.1:8080" help:"Address of /healthz and /readyz."`
	TelegramAPIURL string  `name:"telegram-api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Base of the Bot API."`
}

type commands struct {
	settings
	Demo   demo      `cmd:"" help:"Everything on this machine: no token, no Redis, sample data. Prints the address of its page."`
	Serve  serve     `cmd:"" help:"The bot against Telegram and Redis. Needs TELEGRAM_TOKEN and REDIS_URL."`
	Ask    ask       `cmd:"" help:"Answers questions on the terminal."`
	Report weekly    `cmd:"" help:"The weekly summary as the group would get it."`
	Import importing `cmd:"" help:"Figures from a .xlsx or .csv file into Redis: shows the difference and asks."`
	Export exporting `cmd:"" help:"All figures from Redis to a .xlsx or .csv file."`
	Check  check     `cmd:"" help:"Checks configuration, content, Redis, token and groups; exit 1 and a list of faults."`
	Health health    `cmd:"" help:"Asks the running bot's /healthz; for container health checks."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("ikdbot"), kong.UsageOnError(),
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

// house is what every command builds on: the content, the regency, the understanding of questions.
type house struct {
	*settings
	content  *locales.Content
	regency  *locales.Regency
	mind     *understand.Mind
	schedule string
}

func (s *settings) open() (*house, error) {
	store.LogTo(s.logger())
	content, err := locales.Load(s.LocalesDir)
	if err != nil {
		return nil, err
	}
	regency, err := content.Regency(s.Regency)
	if err != nil {
		return nil, err
	}
	schedule, err := slot.Parse(s.ReportSchedule, regency.Zone)
	if err != nil {
		return nil, fmt.Errorf("REPORT_SCHEDULE %q: %w", s.ReportSchedule, err)
	}
	topics := append(content.Topics(locales.Indonesian), content.Topics(locales.English)...)
	return &house{s, content, regency, understand.New(regency, topics), schedule.Line()}, nil
}

// founders are the addresses of ADMIN_IDS.
func (s *settings) founders() (addresses []string) {
	for _, id := range s.AdminIDs {
		addresses = append(addresses, fmt.Sprintf("telegram:%d", id))
	}
	return addresses
}

func (h *house) storeOptions(now func() time.Time) store.Options {
	return store.Options{Regency: h.regency.Root(), Tree: h.regency, Now: now}
}

// desk fetches no files; that of the service does.
func (h *house) desk(st *store.Store, now func() time.Time, log *slog.Logger) *handlers.Desk {
	return handlers.New(h.deskOptions(st, now, log))
}

func (h *house) deskOptions(st *store.Store, now func() time.Time, log *slog.Logger) handlers.Options {
	return handlers.Options{
		Content: h.content, Regency: h.regency, Store: st, Mind: h.mind, Now: now,
		Founders: h.founders(), Schedule: h.schedule, ReviewFrom: int(h.ReviewFrom), Log: log,
	}
}

// service is a bot at work: one channel, the desk behind it, the scheduler beside it.
type service struct {
	*house
	desk      *handlers.Desk
	telegram  *bot.Telegram
	bot       *bot.Bot
	scheduler *scheduler.Scheduler
	log       *slog.Logger
}

func (h *house) service(st *store.Store, telegram bot.TelegramOptions, speaker string) *service {
	log := telegram.Log
	channel := bot.NewTelegram(telegram)
	options := h.deskOptions(st, telegram.Now, log)
	options.Files = channel
	desk := handlers.New(options)
	b := bot.New(bot.Options{
		Channels: []bot.Channel{channel}, Desk: desk, Keeper: st, Mask: handlers.Masked, Now: telegram.Now, Log: log,
		Sorry: desk.Sorry,
	})
	s := scheduler.New(scheduler.Options{
		Store: st, Desk: desk, Send: b.Send, Zone: h.regency.Zone, Speaker: speaker, Now: telegram.Now, Sleep: bot.Pause, Log: log,
	})
	return &service{h, desk, channel, b, s, log}
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
	st, closeStore, err := store.Memory(h.storeOptions(time.Now))
	if err != nil {
		return err
	}
	defer closeStore()
	if _, err := st.Found(ctx, handlers.FirstRows(h.regency)); err != nil {
		return err
	}
	var questions io.Reader = os.Stdin
	if len(a.Text) > 0 {
		questions = strings.NewReader(strings.Join(a.Text, " "))
	}
	return terminal.Ask(ctx, h.desk(st, time.Now, slog.New(slog.DiscardHandler)), questions, os.Stdout, a.JSON)
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
	if _, ok := h.regency.Area(w.Area); !ok {
		return fmt.Errorf("area %q is not in %s", w.Area, h.regency.Label(h.regency.Root()))
	}
	at := time.Now()
	if w.At != "" {
		if at, err = time.ParseInLocation("2006-01-02T15:04", w.At, h.regency.Zone); err != nil {
			return fmt.Errorf("--at wants 2006-01-02T15:04 in the regency's zone: %w", err)
		}
	}
	st, closeStore, err := h.anyStore(ctx)
	if err != nil {
		return err
	}
	defer closeStore()
	desk := h.desk(st, time.Now, s.logger())
	papers, err := desk.Papers(ctx, w.Area, at, handlers.PreviousSlot(h.schedule, h.regency.Zone, at))
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
	if _, err := st.Found(ctx, handlers.FirstRows(h.regency)); err != nil {
		return err
	}
	return h.onTerminal(st).Import(ctx, i.File, i.Yes, i.Reason)
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
	return h.onTerminal(st).Export(ctx, e.File)
}

// onTerminal is the way of figures between the desk and files of this machine.
func (h *house) onTerminal(st *store.Store) terminal.Figures {
	say := func(key string, pairs ...any) string { return h.content.Say(locales.Indonesian, key, pairs...) }
	return terminal.Figures{Desk: h.desk(st, time.Now, h.logger()), Say: say, In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
}

// figures opens the house and the Redis whose figures are read or written.
func (s *settings) figures(ctx context.Context) (*house, *store.Store, error) {
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
	st, err := store.Open(ctx, url, h.storeOptions(time.Now))
	if err != nil {
		return nil, nil, fmt.Errorf("Redis cannot be reached: start it, or correct REDIS_URL (redis://host:6379/0): %w", err)
	}
	return h, st, nil
}

// anyStore is Redis where REDIS_URL is set, else the folder's first figures in memory.
func (h *house) anyStore(ctx context.Context) (*store.Store, func(), error) {
	url, err := h.redis()
	if err != nil {
		return nil, nil, err
	}
	if url != "" {
		st, err := store.Open(ctx, url, h.storeOptions(time.Now))
		if err != nil {
			return nil, nil, err
		}
		return st, func() { _ = st.Close() }, nil
	}
	st, closeStore, err := store.Memory(h.storeOptions(time.Now))
	if err != nil {
		return nil, nil, err
	}
	_, err = st.Found(ctx, handlers.FirstRows(h.regency))
	return st, closeStore, err
}

type health struct{}

// Run exits 0 where the running bot says it is well.
func (health) Run(ctx context.Context, s *settings) error { return bot.AskHealth(ctx, s.ListenAddr) }

type serve struct{}

// Run is the bot against Telegram and Redis, as one of possibly several replicas.
func (serve) Run(ctx context.Context, s *settings) error {
	token, redisURL, err := s.needed()
	if err != nil {
		return err
	}
	h, err := s.open()
	if err != nil {
		return err
	}
	log := s.logger()
	st, err := store.Open(ctx, redisURL, h.storeOptions(time.Now))
	if err != nil {
		return fmt.Errorf("Redis cannot be reached: start it, or correct REDIS_URL (redis://host:6379/0): %w", err)
	}
	defer st.Close()
	if _, err := st.Found(ctx, handlers.FirstRows(h.regency)); err != nil {
		return err
	}
	who := speakerName()
	v := h.service(st, bot.TelegramOptions{Token: token, Base: s.TelegramAPIURL, Now: time.Now, Log: log}, who)
	speaker := &scheduler.Speaker{Lease: st, Who: who, Sleep: bot.Pause, Log: log}
	listening, stop := context.WithCancel(context.WithoutCancel(ctx))
	bound, stopped, err := bot.Listen(listening, s.ListenAddr, bot.Health(func(ctx context.Context) error {
		if !speaker.Speaking() {
			return errors.New("another replica is the speaker")
		}
		return st.Ping(ctx)
	}))
	defer func() {
		stop()
		if stopped != nil {
			<-stopped
		}
	}()
	if err != nil {
		return err
	}
	log.Info("started", "regency", h.regency.Root(), "listen", bound)
	return speaker.Run(ctx, v.work)
}

// speakerName differs from start to start, so that what an earlier one left in the ledger is told apart.
func speakerName() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s/%d/%d", host, os.Getpid(), time.Now().UnixNano())
}

// needed are the token and the address of Redis; what is missing is said in one line each, with how to get it.
func (s *settings) needed() (token, redisURL string, err error) {
	token, err = secret("TELEGRAM_TOKEN")
	redisURL, redisErr := s.redis()
	var missing []error
	if err == nil && token == "" {
		missing = append(missing, errors.New("TELEGRAM_TOKEN is missing: talk to @BotFather in Telegram, /newbot, and copy the token it gives"))
	}
	if redisErr == nil && redisURL == "" {
		missing = append(missing, errNoRedis())
	}
	return token, redisURL, errors.Join(append(missing, err, redisErr)...)
}

func errNoRedis() error {
	return errors.New("REDIS_URL is missing: start a Redis (apt install redis-server) and set REDIS_URL=redis://127.0.0.1:6379/0")
}

// work polls, answers and sends until ctx ends or the channel stops for good.
func (v *service) work(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	beside := make(chan error, 1)
	go func() {
		v.offerCommands(ctx)
		beside <- v.scheduler.Run(ctx)
	}()
	err := v.bot.Run(ctx)
	stop()
	return errors.Join(err, <-beside)
}

// offerCommands fills the clients' command lists; that this fails is no reason not to start.
func (v *service) offerCommands(ctx context.Context) {
	admins, err := v.desk.Admins(ctx)
	if err != nil {
		v.log.Warn("admins not readable", "error", err)
	}
	strangers, err := v.telegram.SetCommands(ctx, bot.CommandLists(v.content, admins))
	if err != nil {
		v.log.Warn("command lists not set", "error", err)
	}
	if len(strangers) > 0 {
		v.log.Warn("admins who have not pressed Start get no notices", "count", len(strangers))
	}
}

type check struct{}

// Run prints every fault it finds and fails if there is one.
func (check) Run(ctx context.Context, s *settings) error {
	h, err := s.open()
	if err != nil {
		return err
	}
	token, redisURL, missing := s.needed()
	faults := []error{missing}
	for _, f := range h.content.Faults() {
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
		st, err := store.Open(ctx, redisURL, h.storeOptions(time.Now))
		faults = append(faults, err)
		if err == nil {
			defer st.Close()
			faults = append(faults, h.desk(st, time.Now, quiet).Faults(ctx, reach)...)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	fmt.Println("all well")
	return nil
}

// The people and the group of the demo; numbers as Telegram would give them.
const (
	demoToken   = "1:demo"
	demoAdmin   = 1001
	demoCitizen = 2001
)

type demo struct {
	Addr string `default:"127.0.0.1:8181" help:"Where the page is shown; a port of 0 takes a free one."`
}

// Run is everything on this machine: an embedded Redis, a sandbox Telegram with a page, and the very same service as serve.
func (d *demo) Run(ctx context.Context, s *settings) error {
	s.AdminIDs = []int64{demoAdmin}
	h, err := s.open()
	if err != nil {
		return err
	}
	clock := &sandbox.Clock{}
	st, closeStore, err := store.Memory(h.storeOptions(clock.Now))
	if err != nil {
		return err
	}
	defer closeStore()
	if err := handlers.FillSamples(ctx, st, h.regency, clock); err != nil {
		return err
	}
	log := s.logger()
	var v *service
	phones := sandbox.New(sandbox.Config{
		Token: demoToken, Bot: sandbox.BotUser{ID: 1, Username: "ikd_demo_bot", Name: h.regency.Office()},
		Now: clock.Now, Zone: h.regency.Zone, Log: log,
		AdminID: demoAdmin, CitizenID: demoCitizen, GroupTitle: h.content.Say(locales.Indonesian, "demo.group"), Places: h.places(),
		Next: func() (time.Time, string, bool) { return v.scheduler.NextReport(ctx) },
		Move: func(_ context.Context, to time.Time) error { clock.Set(to); v.scheduler.Wake(); return nil },
	})
	defer phones.Close()
	listening, stop := context.WithCancel(context.WithoutCancel(ctx))
	bound, stopped, err := bot.Listen(listening, d.Addr, phones)
	if err != nil {
		stop()
		return fmt.Errorf("%w (choose another with --addr)", err)
	}
	defer func() { stop(); <-stopped }()
	v = h.service(st, bot.TelegramOptions{Token: demoToken, Base: "http://" + bound, Now: clock.Now, Log: log}, speakerName())
	first, _ := h.regency.Area(h.regency.Children(h.regency.Root())[0])
	phones.Rehearse("/daftarkan " + first.Name)
	fmt.Printf("ikdbot demo: http://%s/\n", bound)
	return v.work(ctx)
}

// places are points the demo's people can share: the seats of the first kecamatan.
func (h *house) places() (list []sandbox.Place) {
	for _, code := range h.regency.Children(h.regency.Root()) {
		if seat, ok := h.regency.Seat(code); ok && len(list) < 6 {
			list = append(list, sandbox.Place{Name: seat.Town + " (" + h.regency.Label(code) + ")", Lat: seat.Lat, Lng: seat.Lng})
		}
	}
	return list
}
