// Package browsertest drives the sandbox page in headless Chromium, for tests.
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long the page may take to show something.
const patience = 15 * time.Second

// Browser is a page open in headless Chromium.
type Browser struct {
	t   *testing.T
	ctx context.Context
	dir string // where screenshots go
}

// Open starts Chromium with an empty profile and loads an address.
func Open(t *testing.T, address string, width, height int) Browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("this test needs a browser: apt-get install -y chromium fonts-noto-color-emoji")
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(width, height), chromedp.Flag("headless", "new")}
	for _, flag := range []string{"disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
		"disable-component-update", "disable-sync", "disable-dev-shm-usage", "hide-scrollbars"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	dir := os.Getenv("SANDBOX_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	b := Browser{t, ctx, dir}
	b.Do(chromedp.EmulateViewport(int64(width), int64(height)), chromedp.Navigate(address))
	return b
}

// Do runs actions and fails the test where one fails.
func (b Browser) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// Until evaluates a script again and again until it is true.
func (b Browser) Until(what, script string) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	for {
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
		if yes && err == nil {
			return
		}
		if ctx.Err() != nil {
			b.Shot("failed")
			text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.body.innerText"))
			b.t.Fatalf("waited for %s (%v); the page reads:\n%s", what, err, text)
		}
		_ = chromedp.Do(ctx, chromedp.Sleep(40*time.Millisecond))
	}
}

// See waits until a text stands in the element.
func (b Browser) See(selector, text string) {
	b.t.Helper()
	b.Until(fmt.Sprintf("%q in %s", text, selector),
		fmt.Sprintf(`[...document.querySelectorAll(%q)].some(e => e.innerText.includes(%q))`, selector, text))
}

// Click clicks the last control with this text or label inside an element, as soon as it is there and enabled.
func (b Browser) Click(inside, label string) {
	b.t.Helper()
	b.Until(fmt.Sprintf("the control %q in %s", label, inside), fmt.Sprintf(`(() => {
		const named = (e) => ("\n" + e.innerText.trim()).endsWith("\n" + %[2]q) || e.getAttribute("aria-label") === %[2]q;
		const all = [...document.querySelectorAll(%[1]q + " :is(button, a)")].filter((e) => named(e) && !e.disabled && e.offsetParent);
		all.at(-1)?.click(); return all.length > 0 })()`, inside, label))
}

// Run evaluates a script once.
func (b Browser) Run(script string) {
	b.t.Helper()
	b.Do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Evaluate[chromedp.Void](script)(ctx, t)
	})
}

// Say types into a phone and presses Enter.
func (b Browser) Say(phone, text string) {
	b.t.Helper()
	b.Do(chromedp.SendKeys(chromedp.CSS(phone+" textarea"), text+"\r"))
}

// Attach sends a file through the paper clip of a phone.
func (b Browser) Attach(phone, name string, content []byte) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.Click(phone, "Lampirkan")
	b.Click("#dialog", "Kirim berkas atau gambar")
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), []string{path}, chromedp.NodeReady))
}

// Shot keeps a screenshot in the test's temporary folder, or in SANDBOX_SHOTS.
func (b Browser) Shot(name string) {
	b.t.Helper()
	_ = chromedp.Do(b.ctx, chromedp.Sleep(150*time.Millisecond)) // lets the browser paint
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Error(err)
		return
	}
	if err := os.WriteFile(filepath.Join(b.dir, name+".png"), png, 0o600); err != nil {
		b.t.Error(err)
	}
}
