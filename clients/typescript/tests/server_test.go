package typescripttest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// Answers are written by hand, as authentik would write them: a client that agrees only with itself proves nothing.
var answers = map[string]string{
	"GET /api/v3/flows/executor/welcome/": `{"component": "ak-stage-identification", "user_fields": ["username", "email"],
		"password_fields": true, "flow_designation": "authentication", "primary_action": "Log in", "show_source_labels": false,
		"flow_info": {"title": "Welcome", "cancel_url": "/", "layout": "stacked"}}`,
	"GET /api/v3/flows/executor/welcome back/": `{"component": "ak-stage-password", "pending_user": "jens",
		"pending_user_avatar": "", "allow_show_password": false}`,
	// A component that no schema knows yet.
	"GET /api/v3/flows/executor/tomorrow/": `{"component": "ak-stage-retina", "eye": "left"}`,
	"POST /api/v3/core/users/": `{"pk": 9, "username": "jens", "name": "Jens L", "is_active": true, "last_login": null,
		"date_joined": "2025-01-02T03:04:05.678901Z", "is_superuser": false, "groups": ["aaaaaaaa-0000-4000-8000-000000000001"],
		"groups_obj": [{"pk": "aaaaaaaa-0000-4000-8000-000000000001", "num_pk": 12, "name": "staff", "attributes": {}}],
		"roles": [], "roles_obj": [], "email": "", "avatar": "data:,", "attributes": {}, "uid": "0123", "path": "users",
		"type": "service_account", "uuid": "bbbbbbbb-0000-4000-8000-000000000009",
		"password_change_date": "2025-01-02T03:04:05Z", "last_updated": "2025-01-02T03:04:05Z"}`,
}

// visited is what a consumer tells of these answers.
const visited = `{"challenges":["Welcome: username or email","the password of jens","ak-stage-retina"],` +
	`"created":{"pk":9,"joined":"2025-01-02T03:04:05.678Z","type":"service_account","group":"staff"},"refused":403}`

// request is what the server got.
type request struct {
	Call, Query, Authorization, Crumb string
	// Body is the decoded JSON, if there was any.
	Body any
}

// requests are those of one visit.
var requests = []request{
	{Call: "GET /api/v3/flows/executor/welcome/", Query: "query=next%3D%2Fa%20b"},
	{Call: "GET /api/v3/flows/executor/welcome back/", Query: "query=next%3D%2Fa%20b"},
	{Call: "GET /api/v3/flows/executor/tomorrow/", Query: "query=next%3D%2Fa%20b"},
	{Call: "POST /api/v3/core/users/", Body: map[string]any{
		"username": "jens", "name": "Jens L", "type": "service_account", "attributes": map[string]any{"settings": map[string]any{"locale": "de"}},
	}},
	{Call: "GET /api/v3/core/users/10/"},
}

// serve starts a server and returns the client's base path, and a function that hands the requests over.
func serve(t *testing.T) (string, func() []request) {
	t.Helper()
	var mu sync.Mutex
	var got []request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		is := request{Call: r.Method + " " + r.URL.Path, Query: r.URL.RawQuery, Authorization: r.Header.Get("Authorization"), Crumb: r.Header.Get("X-authentik-CSRF")}
		if raw, _ := io.ReadAll(r.Body); len(raw) > 0 {
			if err := json.Unmarshal(raw, &is.Body); err != nil {
				t.Errorf("the client sent something else than JSON: %s", raw)
			}
		}
		mu.Lock()
		got = append(got, is)
		mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		answer, ok := answers[is.Call]
		if !ok {
			w.WriteHeader(http.StatusForbidden)
			answer = `{"detail": "You do not have permission to perform this action."}`
		}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/api/v3", func() []request {
		mu.Lock()
		defer mu.Unlock()
		all := got
		got = nil
		return all
	}
}
