package flow

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/outpost/aktest"
	"goauthentik.io/internal/utils/coretest"
)

const executorPath = "/api/v3/flows/executor/login/"

var (
	identification = coretest.Object{
		"component": "ak-stage-identification", "user_fields": []string{"username"}, "password_fields": false,
		"flow_designation": "authentication", "primary_action": "Log in", "show_source_labels": false,
		"a_property_of_tomorrow": 1,
	}
	password = coretest.Object{"component": "ak-stage-password", "pending_user": "jens", "pending_user_avatar": ""}
	redirect = coretest.Object{"component": "xak-flow-redirect", "to": "/"}
)

// answering has the core go from one challenge to the next; each answer is checked by the function of its step.
type answering []struct {
	challenge coretest.Object
	check     func(t *testing.T, answer map[string]any)
}

// serve plays the flow: the session cookie counts the steps.
func (a answering) serve(t *testing.T, core *coretest.Core) {
	step := 0
	show := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(a[step].challenge)
	}
	core.Handle("GET "+executorPath, func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "goauthentik.io/outpost/ldap=true", r.URL.Query().Get("query"))
		assert.Empty(t, r.Header.Get("Authorization"), "a user must not act with the outpost's rights")
		assert.Equal(t, aktest.Token, r.Header.Get("X-Authentik-Outpost-Token"))
		assert.Equal(t, "198.51.100.7", r.Header.Get("X-Authentik-Remote-Ip"))
		http.SetCookie(w, &http.Cookie{Name: "authentik_session", Value: "s", Path: "/"})
		show(w, r)
	})
	core.Handle("POST "+executorPath, func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie("authentik_session")
		assert.NoError(t, err, "the flow is continued in its session")
		var answer map[string]any
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&answer))
		if a[step].check != nil {
			a[step].check(t, answer)
		}
		step++
		if step%2 == 1 {
			// authentik redirects to the next stage when the first was passed, and answers directly otherwise.
			http.Redirect(w, r, r.URL.String(), http.StatusFound)
			return
		}
		show(w, r)
	})
}

func execute(t *testing.T, core *coretest.Core) (Result, error) {
	t.Helper()
	return NewExecutor(aktest.Connect(t, core, "ldap")).Execute(t.Context(), Request{
		Slug: "login", Username: "jens", Password: "secret", ClientIP: "198.51.100.7", Kind: "ldap",
	})
}

func TestPasses(t *testing.T) {
	core := coretest.New(t)
	answering{
		{identification, func(t *testing.T, answer map[string]any) {
			assert.Equal(t, map[string]any{"component": "ak-stage-identification", "uid_field": "jens"}, answer)
		}},
		{password, func(t *testing.T, answer map[string]any) {
			assert.Equal(t, map[string]any{"component": "ak-stage-password", "password": "secret"}, answer)
		}},
		{redirect, nil},
	}.serve(t, core)
	result, err := execute(t, core)
	require.NoError(t, err)
	assert.True(t, result.Passed)
	require.NotNil(t, result.Session)
}

func TestRejected(t *testing.T) {
	wrong := coretest.Object{
		"component": "ak-stage-password", "pending_user": "jens", "pending_user_avatar": "",
		"response_errors": coretest.Object{"password": []coretest.Object{{"string": "Invalid password", "code": "invalid"}}},
	}
	denied := coretest.Object{
		"component": "ak-stage-access-denied", "pending_user": "jens", "pending_user_avatar": "",
		"error_message": "Not today",
	}
	cases := map[string]struct {
		flow answering
		want string
	}{
		"wrong password": {answering{{identification, nil}, {password, nil}, {wrong, nil}}, "Invalid password"},
		"by a policy":    {answering{{denied, nil}}, "Not today"},
		"without reason": {answering{{password, nil}, {password, nil}}, "the answer to ak-stage-password was not accepted"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			core := coretest.New(t)
			c.flow.serve(t, core)
			result, err := execute(t, core)
			require.NoError(t, err)
			assert.Equal(t, Result{Reason: c.want}, result)
		})
	}
}

func TestCannotBeRun(t *testing.T) {
	dummy := coretest.Object{"component": "ak-stage-dummy", "name": "dummy"}
	mfa := coretest.Object{
		"component": "ak-stage-authenticator-validate", "pending_user": "jens", "pending_user_avatar": "",
		"device_challenges": []coretest.Object{}, "configuration_stages": []coretest.Object{},
	}
	cases := map[string]struct {
		flow answering
		want string
	}{
		"needs a browser": {answering{{dummy, nil}}, `stage "ak-stage-dummy" needs a browser`},
		"stage of tomorrow": {answering{{coretest.Object{"component": "ak-stage-telepathy"}, nil}},
			`stage "unknown" needs a browser`},
		"second factor": {answering{{mfa, nil}}, "asks for a second factor and none was given"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			core := coretest.New(t)
			c.flow.serve(t, core)
			_, err := execute(t, core)
			require.ErrorContains(t, err, "running flow login: ")
			require.ErrorContains(t, err, c.want)
		})
	}
	t.Run("no such flow", func(t *testing.T) {
		_, err := execute(t, coretest.New(t))
		require.ErrorContains(t, err, "running flow login: authentik answered 404")
	})
}

func TestSplitCode(t *testing.T) {
	for password, want := range map[string][2]string{
		"secret;123456": {"secret", "123456"}, "a;b;12345678": {"a;b", "12345678"}, "secret": {"secret", ""},
		"secret;12345": {"secret;12345", ""}, "secret;": {"secret;", ""}, ";123456": {"", "123456"},
	} {
		rest, code := SplitCode(password)
		assert.Equal(t, want, [2]string{rest, code}, password)
	}
}
