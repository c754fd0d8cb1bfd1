// Package browser uses the product's web UI as a person does: in a browser, with a keyboard or a mouse. What it sees it keeps pictures of.
package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"akbuild.internal/tools/testing/browser"
	"akbuild.internal/tools/testing/product"
)

// loginFlow is where one logs in.
const loginFlow = "/if/flow/default-authentication-flow/"

// TestBrowser is one test, so that the product starts once.
func TestBrowser(t *testing.T) {
	p, b := product.Running(t), browser.Start(t)
	for name, look := range map[string]browser.Look{"light": browser.Light, "dark": browser.Dark, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			page := b.Open(t, look)
			defer noProblems(t, page)
			page.Go(p.URL(loginFlow))
			page.Rests()
			page.Screenshot("login")
			if dark := page.Dark(); dark != look.Dark && !product.Sample(t) {
				t.Errorf("the login page is dark: %t, want %t", dark, look.Dark)
			}
			if over := page.Overflow(); over > 0 {
				t.Errorf("the login page is %d pixels wider than the window", over)
			}
			logIn(page, product.Password)
			if product.Sample(t) {
				sampleUser(t, p, page)
			} else {
				user(t, p, page, look)
				admin(t, p, page, look)
			}
		})
	}
	t.Run("wrong password", func(t *testing.T) { wrongPassword(t, p, b) })
	if !product.Sample(t) {
		t.Run("keyboard", func(t *testing.T) { byKeyboard(t, p, b) })
		t.Run("object", func(t *testing.T) { makeAndRemove(t, p, b) })
	}
}

// noProblems: the console shows nothing in red.
func noProblems(t *testing.T, page *browser.Page) {
	t.Helper()
	for _, problem := range page.Problems() {
		t.Errorf("the browser's console shows %s", problem)
	}
}

// logIn logs in with the keyboard alone: the first field has the focus, and the enter key goes on.
func logIn(page *browser.Page, password string) {
	page.WaitFocus("input[name=uidField], input[name=uid_field]")
	page.Type(product.User)
	page.Press(kb.Enter)
	page.WaitFocus("input[name=password]")
	page.Type(password)
	page.Press(kb.Enter)
}

// wrongPassword: it is said, and the right one works after that.
func wrongPassword(t *testing.T, p *product.Product, b *browser.Browser) {
	page := b.Open(t, browser.Light)
	page.Go(p.URL(loginFlow))
	logIn(page, "not the password")
	page.Sees("Invalid password")
	page.Screenshot("wrong")
	page.WaitFocus("input[name=password]")
	page.Replace(product.Password)
	page.Press(kb.Enter)
	page.At("/if/user/")
	noProblems(t, page)
}

// sampleUser: the pages of the sample say who is logged in, and nothing else.
func sampleUser(t *testing.T, p *product.Product, page *browser.Page) {
	page.At("/if/user/")
	page.Sees(product.User)
	page.Screenshot("user")
	page.Go(p.URL("/if/admin/"))
	page.Sees(product.User)
	page.Screenshot("admin")
}
