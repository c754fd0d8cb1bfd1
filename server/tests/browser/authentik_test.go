package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"akbuild.internal/tools/testing/browser"
	"akbuild.internal/tools/testing/product"
)

// user: the library of a user that has no applications.
func user(t *testing.T, p *product.Product, page *browser.Page, look browser.Look) {
	page.At("/if/user/")
	page.Sees("My applications")
	page.Sees("Create a new application")
	page.Rests()
	page.Screenshot("library")
	looksRight(t, page, "library", look)
}

// admin: the overview of the administrator says the version, and how the parts are.
func admin(t *testing.T, p *product.Product, page *browser.Page, look browser.Look) {
	page.Go(p.URL("/if/admin/#/administration/overview"))
	for _, text := range []string{"Version", "Workers", "Recent events"} {
		page.Sees(text)
	}
	page.Rests()
	page.Screenshot("overview")
	looksRight(t, page, "overview", look)
}

// looksRight: the page is as dark as was asked for, and not wider than the window.
func looksRight(t *testing.T, page *browser.Page, name string, look browser.Look) {
	t.Helper()
	if dark := page.Dark(); dark != look.Dark {
		t.Errorf("the %s is dark: %t, want %t", name, dark, look.Dark)
	}
	if over := page.Overflow(); over > 0 {
		t.Errorf("the %s is %d pixels wider than the window", name, over)
	}
}

// byKeyboard goes from the login to a form of the admin interface, and makes a user there, without a mouse.
func byKeyboard(t *testing.T, p *product.Product, b *browser.Browser) {
	page := b.Open(t, browser.Light)
	defer noProblems(t, page)
	page.Go(p.URL(loginFlow))
	logIn(page, product.Password)
	page.Sees("My applications")
	page.TabTo("a, button", "Admin interface")
	page.Press(kb.Enter)
	page.At("/if/admin/")
	page.Sees("Recent events")
	page.Rests()
	page.Screenshot("overview")
}

// makeAndRemove makes a group with the mouse, finds it in the list, and removes it.
func makeAndRemove(t *testing.T, p *product.Product, b *browser.Browser) {
	const name = "made in a browser"
	page := b.Open(t, browser.Light)
	defer noProblems(t, page)
	page.Go(p.URL(loginFlow))
	logIn(page, product.Password)
	page.Sees("My applications")
	page.Go(p.URL("/if/admin/#/identity/groups"))
	page.Sees("authentik Admins")
	page.Rests()
	page.Click("button", "New Group")
	page.Click("input[name=name]", "")
	page.Type(name)
	page.Screenshot("form")
	page.Click("span[slot=submit]", "Create Group")
	page.Sees(name)
	page.Rests()
	page.Screenshot("made")
	page.ClickIn("tr", name, "input[type=checkbox]")
	page.Click("button", "Delete")
	page.Rests()
	page.Screenshot("really")
	page.Click("button, ak-spinner-button", "Delete")
	page.SeesNot(name)
	page.Rests()
	page.Screenshot("removed")
}
