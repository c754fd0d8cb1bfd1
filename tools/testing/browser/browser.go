// Package browser drives a Chromium without a window, as a person does: with keys, and with a mouse on what can be seen.
package browser

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"akbuild.internal/tools/testing/testenv"
)

// program names Chromium, in a variable that BUILD files set.
const program = "AKBUILD_TEST_CHROMIUM"

// patience is how long something may take to be seen.
const patience = 30 * time.Second

// Browser is a Chromium that runs until the test ends.
type Browser struct{ ctx context.Context }

// Start starts one.
func Start(t testing.TB) *Browser {
	t.Helper()
	home := t.TempDir()
	ctx, cancel := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(testenv.Path(t, program)), chromedp.NoInheritEnv,
		chromedp.Env("HOME="+home, "TMPDIR="+home, "XDG_CACHE_HOME="+home, "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"),
		// Its sandbox wants namespaces of its own, and a test is in one already. What it draws it draws without a graphics card.
		chromedp.NoSandbox, chromedp.Flag("headless", "shell"), chromedp.Flag("no-zygote", true), chromedp.Flag("in-process-gpu", true),
		chromedp.Flag("disable-webgl", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("no-first-run", true), chromedp.Flag("no-default-browser-check", true), chromedp.Flag("lang", "en-US"),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter"), chromedp.UserDataDir(filepath.Join(home, "profile")))
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(func() {
		// Told to end it ends whole.
		_ = chromedp.Cancel(ctx)
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return &Browser{ctx}
}

// Look is how a page is looked at.
type Look struct {
	// Dark says that the person prefers dark pages.
	Dark bool
	// Width and Height are those of the window.
	Width, Height int64
	// Phone says that it is one: a finger in place of a mouse, and a narrow screen.
	Phone bool
}

// Looks that pages are tried with.
var (
	Light = Look{Width: 1280, Height: 900}
	Dark  = Look{Width: 1280, Height: 900, Dark: true}
	Phone = Look{Width: 390, Height: 844, Phone: true}
)

// Page is a tab of a person who has no cookies yet.
type Page struct {
	t        testing.TB
	ctx      context.Context
	lock     sync.Mutex
	problems []string
}

// Open opens a page for somebody new.
func (b *Browser) Open(t testing.TB, look Look) *Page {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	page := &Page{t: t, ctx: ctx}
	go page.listen(chromedp.Console(ctx))
	scheme := "light"
	if look.Dark {
		scheme = "dark"
	}
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: look.Width, Height: look.Height, DeviceScaleFactor: 1, Mobile: look.Phone,
	})
	if err == nil {
		_, err = chromedp.Call(ctx, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: look.Phone})
	}
	if err == nil {
		_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
	}
	if err != nil {
		t.Fatalf("opening a page: %v", err)
	}
	return page
}

// listen keeps what the browser's console shows in red.
func (p *Page) listen(messages iter.Seq2[chromedp.ConsoleMessage, error]) {
	for message, err := range messages {
		if err != nil {
			return
		}
		if message.IsException() || message.Type == "error" || message.Type == "assert" {
			p.lock.Lock()
			p.problems = append(p.problems, message.String()+" "+message.URL)
			p.lock.Unlock()
		}
	}
}

// Problems are what the console has shown in red so far.
func (p *Page) Problems() []string {
	p.lock.Lock()
	defer p.lock.Unlock()
	return append([]string{}, p.problems...)
}

func (p *Page) run(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.Screenshot("failed")
		p.t.Fatalf("%s: %v; the console: %q", what, err, p.Problems())
	}
}

// Go opens an address.
func (p *Page) Go(url string) {
	p.t.Helper()
	p.run("opening "+url, chromedp.Navigate(url))
}

// Screenshot makes what can be seen an output of the test.
func (p *Page) Screenshot(name string) {
	p.t.Helper()
	folder := os.Getenv("TEST_UNDECLARED_OUTPUTS_DIR")
	if folder == "" {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, strings.ReplaceAll(p.t.Name(), "/", "-")+"-"+name+".png"), picture, 0o644)
	}
	if err != nil {
		p.t.Errorf("taking a picture of %s: %v", name, err)
	}
}
