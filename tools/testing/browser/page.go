package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed page.js
var helpers string

// ask calls a function of page.js in the page.
func ask[T any](p *Page, function string, arguments ...any) (answer T, err error) {
	list, err := json.Marshal(append([]any{}, arguments...))
	if err != nil {
		return answer, err
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("(() => {"+helpers+"\nreturn JSON.stringify("+function+"(..."+string(list)+")) ?? 'null'})()"))
	if err == nil {
		err = json.Unmarshal([]byte(text), &answer)
	}
	return answer, err
}

// mustAsk is ask of what cannot fail.
func mustAsk[T any](p *Page, function string, arguments ...any) T {
	p.t.Helper()
	answer, err := ask[T](p, function, arguments...)
	if err != nil {
		p.t.Fatalf("asking the page for %s: %v", function, err)
	}
	return answer
}

// until asks a function of the page until it says something that is not nothing; that it never does is a failure.
func until[T comparable](p *Page, what, function string, arguments ...any) T {
	p.t.Helper()
	var nothing T
	for begin := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		answer, err := ask[T](p, function, arguments...)
		if err == nil && answer != nothing {
			return answer
		}
		if time.Since(begin) > patience {
			seen, _ := ask[string](p, "texts")
			p.Screenshot("failed")
			p.t.Fatalf("%s: not within %s (%v); the console: %q; the page:\n%.2000s", what, patience, err, p.Problems(), seen)
		}
	}
}

// Sees waits until a text can be seen.
func (p *Page) Sees(text string) {
	p.t.Helper()
	until[bool](p, "waiting for the text "+text, "sees", text)
}

// SeesNot waits until a text can no longer be seen.
func (p *Page) SeesNot(text string) {
	p.t.Helper()
	until[bool](p, "waiting until the text "+text+" is gone", "seesNot", text)
}

// At waits until the address holds a text.
func (p *Page) At(part string) {
	p.t.Helper()
	until[bool](p, "waiting for the address "+part, "at", part)
}

// Rests waits until the page has not changed for half a second, and nothing turns in the window that says to wait.
func (p *Page) Rests() {
	p.t.Helper()
	before := ""
	for begin, same := time.Now(), 0; same < 5; time.Sleep(100 * time.Millisecond) {
		now := until[string](p, "reading the page", "texts")
		loading, err := ask[[]string](p, "loading")
		if now == before && err == nil && len(loading) == 0 {
			same++
		} else {
			before, same = now, 0
		}
		if time.Since(begin) > 2*patience {
			p.Screenshot("failed")
			p.t.Fatalf("waiting until the page rests: not within %s; what turns is in %q; the console: %q", 2*patience, loading, p.Problems())
		}
	}
}

// point is in the middle of something that can be seen.
type point struct{ X, Y float64 }

// Click clicks on what a selector finds and, if a text is given, has that text. It looks into shadow roots.
func (p *Page) Click(selector, text string) {
	p.t.Helper()
	p.ClickIn(selector, text, "")
}

// ClickIn clicks on what the selector inner finds in that.
func (p *Page) ClickIn(selector, text, inner string) {
	p.t.Helper()
	at := until[point](p, "looking for "+selector+" "+text+" "+inner, "middle", selector, text, inner)
	p.run("clicking on "+selector+" "+text, chromedp.MouseClickXY(at.X, at.Y))
}

// Type types into what has the focus.
func (p *Page) Type(text string) {
	p.t.Helper()
	p.run("typing", chromedp.KeyEvent(text))
}

// Replace types over what the field that has the focus holds.
func (p *Page) Replace(text string) {
	p.t.Helper()
	p.run("typing", chromedp.KeyEvent(kb.Home), chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(kb.ModifierShift)), chromedp.KeyEvent(text))
}

// Press presses a key that is no character, such as kb.Enter.
func (p *Page) Press(key string) {
	p.t.Helper()
	p.run("pressing a key", chromedp.KeyEvent(key))
}

// Focused says what has the focus: its kind, and its text or name.
func (p *Page) Focused() string {
	p.t.Helper()
	return mustAsk[string](p, "focused")
}

// WaitFocus waits until what has the focus is as a selector says.
func (p *Page) WaitFocus(selector string) {
	p.t.Helper()
	until[bool](p, "waiting until "+selector+" has the focus", "focusIs", selector)
}

// TabTo presses the tab key until what has the focus is as a selector says and has a text.
func (p *Page) TabTo(selector, text string) {
	p.t.Helper()
	var passed []string
	for range 80 {
		if mustAsk[bool](p, "focusIs", selector, text) {
			return
		}
		passed = append(passed, p.Focused())
		p.Press(kb.Tab)
	}
	p.Screenshot("failed")
	p.t.Fatalf("the tab key does not lead to %s %q, but to %q", selector, text, passed)
}

// Dark says whether the page is dark.
func (p *Page) Dark() bool {
	p.t.Helper()
	return mustAsk[bool](p, "dark")
}

// Overflow is by how many pixels the page is wider than the window.
func (p *Page) Overflow() int {
	p.t.Helper()
	return mustAsk[int](p, "overflow")
}
