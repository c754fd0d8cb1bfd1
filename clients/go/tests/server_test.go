// Package clienttest holds the tests of the generated Go client: that it compiles, speaks to a server, and does what
// authentik's Go programs rely on. Answers are written by hand, as authentik would write them: a client that agrees
// only with itself proves nothing.
package clienttest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	api "goauthentik.io/api/v3"
)

// request is what a server got.
type request struct {
	Method, Path, Query, Authorization string
	// Body is the decoded JSON, if there was any.
	Body any
}

// serve answers every request alike and returns a client, and the last request the server got.
func serve(t *testing.T, status int, answer string) (*api.APIClient, *request) {
	t.Helper()
	got := &request{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*got = request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery,
			Authorization: r.Header.Get("Authorization")}
		if raw, _ := io.ReadAll(r.Body); len(raw) > 0 {
			if err := json.Unmarshal(raw, &got.Body); err != nil {
				t.Errorf("the client sent something else than JSON: %s", raw)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	settings := api.NewConfiguration()
	settings.Servers = api.ServerConfigurations{{URL: server.URL + "/api/v3"}}
	settings.AddDefaultHeader("Authorization", "Bearer token")
	return api.NewAPIClient(settings), got
}

// equal compares as JSON would: by content, whatever the types.
func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(normal(t, got), normal(t, want)) {
		t.Errorf("%s:\n got %s\nwant %s", what, text(t, got), text(t, want))
	}
}

func normal(t *testing.T, v any) (out any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text(t, v)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// text returns JSON; a string that holds JSON already stays as it is.
func text(t *testing.T, v any) string {
	t.Helper()
	if s, ok := v.(string); ok && json.Valid([]byte(s)) {
		return s
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
