// Package outposts runs the outposts against the core of an authentik: a proxy guards a site, ldap finds users, radius lets them in, and
// rac brings them to a machine.
package outposts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/product/notroot"
	"akbuild.internal/tools/testing/product"
	"akbuild.internal/tools/testing/testenv"
)

// TestOutposts is one test, so that the product starts once.
func TestOutposts(t *testing.T) {
	p := product.Running(t)
	t.Run("ldap", func(t *testing.T) { ldapFinds(t, p) })
	t.Run("radius", func(t *testing.T) { radiusLetsIn(t, p) })
	t.Run("proxy", func(t *testing.T) { proxyGuards(t, p) })
	t.Run("rac", func(t *testing.T) { racReaches(t, p) })
}

// made is what the API says of something that was made.
type made struct {
	Pk              any    `json:"pk"`
	TokenIdentifier string `json:"token_identifier"`
}

// outpost makes a provider, an application for it and an outpost for that, starts the program of the outpost and waits until authentik
// knows that it is there. It returns the key of the provider.
func outpost(t *testing.T, p *product.Product, kind string, provider map[string]any, environ ...string) any {
	t.Helper()
	name := "outpost-" + kind
	provider["name"] = name
	provider["invalidation_flow"] = flow(t, p, "default-invalidation-flow")
	var of, running made
	call(t, p, http.MethodPost, "/api/v3/providers/"+kind+"/", provider, &of)
	call(t, p, http.MethodPost, "/api/v3/core/applications/", map[string]any{"name": name, "slug": name, "provider": of.Pk}, nil)
	call(t, p, http.MethodPost, "/api/v3/outposts/instances/", map[string]any{
		"name": name, "type": kind, "providers": []any{of.Pk}, "config": map[string]any{"authentik_host": p.URL(""), "log_level": "info"},
	}, &running)
	var token struct{ Key string }
	call(t, p, http.MethodGet, "/api/v3/core/tokens/"+running.TokenIdentifier+"/view_key/", nil, &token)

	program := testenv.Path(t, "AKBUILD_TEST_"+kind)
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Dir = p.Home
	cmd.Env = append([]string{
		"HOME=" + p.Home, "TMPDIR=" + t.TempDir(), "AUTHENTIK_HOST=" + p.URL(""), "AUTHENTIK_TOKEN=" + token.Key,
		"AUTHENTIK_LISTEN__METRICS=127.0.0.1:0", "AUTHENTIK_LISTEN__HTTP=127.0.0.1:0", "AUTHENTIK_LISTEN__HTTPS=127.0.0.1:0", "AUTHENTIK_LISTEN__LDAPS=127.0.0.1:0",
	}, environ...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	notroot.Apply(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("%s said last:\n%s", filepath.Base(program), said.Bytes()[max(0, said.Len()-4000):])
		}
	})
	product.Until(t, time.Minute, "authentik sees the outpost", func() error {
		var seen []any
		call(t, p, http.MethodGet, fmt.Sprintf("/api/v3/outposts/instances/%v/health/", running.Pk), nil, &seen)
		if len(seen) == 0 {
			return fmt.Errorf("it does not")
		}
		return nil
	})
	return of.Pk
}

// listens waits until something listens at an address.
func listens(t *testing.T, address string) {
	t.Helper()
	product.Until(t, time.Minute, "the outpost listens", func() error {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		return connection.Close()
	})
}

// flow is the key of a flow.
func flow(t *testing.T, p *product.Product, slug string) any {
	t.Helper()
	var found made
	call(t, p, http.MethodGet, "/api/v3/flows/instances/"+slug+"/", nil, &found)
	return found.Pk
}

// call calls the API as the first administrator.
func call(t *testing.T, p *product.Product, method, path string, body, answer any) {
	t.Helper()
	content, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, p.URL(path), bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+product.Token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	said, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode/100 != 2 {
		t.Fatalf("%s %s: %s: %s, %v", method, path, response.Status, said, err)
	}
	if answer != nil {
		if err := json.Unmarshal(said, answer); err != nil {
			t.Fatalf("%s %s: %v", method, path, err)
		}
	}
}
