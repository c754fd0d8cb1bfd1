package outposts

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"akbuild.internal/tools/testing/browser"
	"akbuild.internal/tools/testing/product"
	"akbuild.internal/tools/testing/protocols"
)

// ldapFinds: who has the right password binds, and finds himself; who has not is refused.
func ldapFinds(t *testing.T, p *product.Product) {
	const base = "dc=ldap,dc=goauthentik,dc=io"
	address := product.FreeAddress(t)
	outpost(t, p, "ldap", map[string]any{
		"authorization_flow": flow(t, p, "default-authentication-flow"), "base_dn": base, "bind_mode": "direct", "search_mode": "direct",
	}, "AUTHENTIK_LISTEN__LDAP="+address)
	listens(t, address)
	user := "cn=" + product.User + ",ou=users," + base
	find := func(password string) (map[string]string, error) {
		return protocols.FindByLDAP(address, user, password, base, "(&(objectClass=user)(cn="+product.User+"))", "displayName")
	}
	if _, err := find("not the password"); !errors.Is(err, protocols.ErrRefused) {
		t.Errorf("with a wrong password it says %v", err)
	}
	found, err := find(product.Password)
	if err != nil || len(found) != 1 || found[user] != "authentik Default Admin" {
		t.Errorf("it finds %v, %v; want %s", found, err, user)
	}
}

// radiusLetsIn: who has the right password is accepted, who has not is rejected.
func radiusLetsIn(t *testing.T, p *product.Product) {
	const secret = "a secret between two"
	address := product.FreeAddress(t)
	outpost(t, p, "radius", map[string]any{
		"authorization_flow": flow(t, p, "default-authentication-flow"), "shared_secret": secret, "client_networks": "127.0.0.0/8", "mfa_support": false,
	}, "AUTHENTIK_LISTEN__RADIUS="+address)
	for password, want := range map[string]error{product.Password: nil, "not the password": protocols.ErrRefused} {
		var err error
		product.Until(t, time.Minute, "the outpost listens", func() error {
			if err = protocols.LetInByRADIUS(t.Context(), address, secret, product.User, password); errors.Is(err, syscall.ECONNREFUSED) {
				return err
			}
			return nil
		})
		if !errors.Is(err, want) {
			t.Errorf("with the password %q it says %v; want %v", password, err, want)
		}
	}
}

// proxyGuards: a site behind the proxy is not seen by whoever has not logged in, and by whoever has with his name.
func proxyGuards(t *testing.T, p *product.Product) {
	const secret = "the page that is guarded"
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<link rel=icon href=data:,><h1>%s, for %s</h1>", secret, r.Header.Get("X-Authentik-Username"))
	}))
	defer site.Close()
	address := product.FreeAddress(t)
	outpost(t, p, "proxy", map[string]any{
		"authorization_flow": flow(t, p, "default-provider-authorization-implicit-consent"), "mode": "proxy",
		"external_host": "http://" + address, "internal_host": site.URL,
	}, "AUTHENTIK_LISTEN__HTTP="+address)
	listens(t, address)
	response, err := http.Get("http://" + address + "/")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || len(content) == 0 || bytes.Contains(content, []byte(secret)) {
		t.Fatalf("without a login it answers %s %.200s, %v", response.Status, content, err)
	}
	page := browser.Start(t).Open(t, browser.Light)
	logIn(page, "http://"+address+"/")
	page.Sees(secret + ", for " + product.User)
	page.At("http://" + address + "/")
	page.Screenshot("guarded")
	for _, problem := range page.Problems() {
		t.Errorf("the browser's console shows %s", problem)
	}
}

// logIn goes to a page that wants to know who one is, and says it.
func logIn(page *browser.Page, url string) {
	page.Go(url)
	page.WaitFocus("input[name=uidField]")
	page.Type(product.User)
	page.Press(kb.Enter)
	page.WaitFocus("input[name=password]")
	page.Type(product.Password)
	page.Press(kb.Enter)
}
