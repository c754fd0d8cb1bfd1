package outposts

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/testing/browser"
	"akbuild.internal/tools/testing/product"
)

// racReaches: what a person types into the browser comes to guacd, which the outpost has started, and what guacd draws is seen.
func racReaches(t *testing.T, p *product.Product) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "heard")
	heard := func(what string) {
		t.Helper()
		product.Until(t, time.Minute, "guacd hears "+what, func() error {
			said, err := os.ReadFile(file)
			if err == nil && !strings.Contains(string(said), what) {
				err = fmt.Errorf("it heard\n%.2000s", said)
			}
			return err
		})
	}
	provider := outpost(t, p, "rac", map[string]any{
		"authorization_flow": flow(t, p, "default-provider-authorization-implicit-consent"),
	}, "AUTHENTIK_GUACD="+self, heardFile+"="+file)
	heard(`started with ["" "-b" "0.0.0.0" "-f" "-L" "info"]`)
	var endpoint made
	call(t, p, http.MethodPost, "/api/v3/rac/endpoints/", map[string]any{
		"name": "a machine", "provider": provider, "protocol": "ssh", "host": "machine.example", "auth_mode": "static", "settings": map[string]any{"username": "somebody"},
	}, &endpoint)

	page := browser.Start(t).Open(t, browser.Light)
	logIn(page, p.URL(fmt.Sprintf("/application/rac/outpost-rac/%v/", endpoint.Pk)))
	page.At("/if/rac/")
	for _, what := range []string{"select ssh\n", "size 1280 ", "connect machine.example somebody\n", "sync 1\n"} {
		heard(what)
	}
	page.Type("k")
	heard("key 107 1\n")
	page.SeesNot("Connecting")
	page.Screenshot("remote")
	for _, problem := range page.Problems() {
		t.Errorf("the browser's console shows %s", problem)
	}
}
