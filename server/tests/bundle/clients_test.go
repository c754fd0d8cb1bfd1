package bundle

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/testing/product"
	"akbuild.internal/tools/testing/testenv"
)

// clients asks the server with the clients that were generated from its own schema: what the one is told the other is told.
func clients(t *testing.T, p *product.Product) {
	t.Helper()
	args := []string{p.URL(""), product.Token}
	if !product.Sample(t) {
		args = append(args, "write")
	}
	typescript, err := filepath.EvalSymlinks(testenv.Path(t, "AKBUILD_TEST_TYPESCRIPT_API"))
	if err != nil {
		t.Fatal(err)
	}
	script := []string{testenv.Path(t, "AKBUILD_TEST_TSCLIENT"), typescript}
	byGo := answerOf(t, testenv.Path(t, "AKBUILD_TEST_GOCLIENT"), args...)
	byTypeScript := answerOf(t, testenv.Path(t, testenv.Node), append(script, args...)...)
	if !reflect.DeepEqual(byGo, byTypeScript) {
		t.Errorf("the Go client is told    %v\nthe TypeScript client %v", byGo, byTypeScript)
	}
	want := map[string]any{"user": product.User, "superuser": true, "wrong token": 403.0, "brand": "authentik"}
	if !product.Sample(t) {
		want["written"] = map[string]any{"name": "Made by a client", "found": 1.0, "removed": 204.0, "gone": 404.0}
	}
	for key, value := range want {
		if !reflect.DeepEqual(byGo[key], value) {
			t.Errorf("%s is %v, want %v", key, byGo[key], value)
		}
	}
}

func answerOf(t *testing.T, program string, args ...string) (answer map[string]any) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = []string{}
	var problem strings.Builder
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &answer)
	}
	if err != nil {
		t.Fatalf("%s: %v: %s%s", filepath.Base(program), err, out, problem.String())
	}
	return answer
}

// taskIsWorkedOff asks authentik to apply a blueprint again, which a task does. The sample has no API to ask.
func taskIsWorkedOff(t *testing.T, p *product.Product) {
	if product.Sample(t) {
		return
	}
	type blueprint struct {
		Pk          string    `json:"pk"`
		LastApplied time.Time `json:"last_applied"`
	}
	list := func(t *testing.T) blueprint {
		var page struct{ Results []blueprint }
		call(t, p, http.MethodGet, "/api/v3/managed/blueprints/?path=default/flow-default-authentication-flow.yaml", &page)
		if len(page.Results) != 1 {
			t.Fatalf("%d blueprints have that path", len(page.Results))
		}
		return page.Results[0]
	}
	before := list(t)
	call(t, p, http.MethodPost, "/api/v3/managed/blueprints/"+before.Pk+"/apply/", nil)
	product.Until(t, time.Minute, "a task has applied the blueprint", func() error {
		if now := list(t); !now.LastApplied.After(before.LastApplied) {
			return fmt.Errorf("it was applied last at %s", now.LastApplied)
		}
		return nil
	})
}

// call calls the API as the first administrator.
func call(t *testing.T, p *product.Product, method, path string, answer any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, p.URL(path), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+product.Token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode/100 != 2 {
		t.Fatalf("%s %s: %s", method, path, response.Status)
	}
	if answer != nil {
		if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
			t.Fatalf("%s %s: %v", method, path, err)
		}
	}
}
