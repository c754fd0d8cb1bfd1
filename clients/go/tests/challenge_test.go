package clienttest

import (
	"net/http"
	"testing"

	api "goauthentik.io/api/v3"
)

// TestChallenges decodes a oneOf by its discriminator: the property component says which of thirty it is.
func TestChallenges(t *testing.T) {
	for component, c := range map[string]struct {
		json string
		is   func(*api.ChallengeTypes) bool
	}{
		"ak-stage-identification": {
			`{"component": "ak-stage-identification", "user_fields": ["username", "email"], "password_fields": true,
			  "flow_designation": "authentication", "primary_action": "Log in", "show_source_labels": false,
			  "flow_info": {"title": "Welcome", "cancel_url": "/", "layout": "stacked"},
			  "response_errors": {"uid_field": [{"string": "Unknown", "code": "invalid"}]}}`,
			func(c *api.ChallengeTypes) bool {
				return c.IdentificationChallenge != nil && c.IdentificationChallenge.UserFields[1] == "email" &&
					c.IdentificationChallenge.GetResponseErrors()["uid_field"][0].Code == "invalid"
			},
		},
		"ak-stage-password": {
			`{"component": "ak-stage-password", "pending_user": "jens", "pending_user_avatar": "",
				"allow_show_password": false}`,
			func(c *api.ChallengeTypes) bool {
				return c.PasswordChallenge != nil && c.PasswordChallenge.PendingUser == "jens"
			},
		},
		"ak-stage-access-denied": {
			`{"component": "ak-stage-access-denied", "pending_user": "jens", "pending_user_avatar": "", "error_message": "no"}`,
			func(c *api.ChallengeTypes) bool {
				return c.AccessDeniedChallenge != nil && c.AccessDeniedChallenge.GetErrorMessage() == "no"
			},
		},
		"xak-flow-redirect": {
			`{"component": "xak-flow-redirect", "to": "/if/user/"}`,
			func(c *api.ChallengeTypes) bool {
				return c.RedirectChallenge != nil && c.RedirectChallenge.To == "/if/user/"
			},
		},
	} {
		t.Run(component, func(t *testing.T) {
			client, got := serve(t, http.StatusOK, c.json)
			answer, _, err := client.FlowsAPI.FlowsExecutorGet(t.Context(), "default-authentication-flow").
				Query("next=/").Execute()
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "request", got, request{
				Method: "GET", Path: "/api/v3/flows/executor/default-authentication-flow/", Query: "query=next%3D%2F",
				Authorization: "Bearer token",
			})
			if !c.is(answer) {
				t.Errorf("%T", answer.GetActualInstance())
			}
			equal(t, "the challenge, written again", answer, c.json)
		})
	}
}

func TestChallengeResponse(t *testing.T) {
	client, got := serve(t, http.StatusOK, `{"component": "xak-flow-redirect", "to": "/"}`)
	answer := api.NewIdentificationChallengeResponseRequest()
	answer.SetUidField("jens")
	body := api.IdentificationChallengeResponseRequestAsFlowChallengeResponseRequest(answer)
	next, _, err := client.FlowsAPI.FlowsExecutorSolve(t.Context(), "login").Query("").
		FlowChallengeResponseRequest(body).Execute()
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "request", got.Body, `{"component": "ak-stage-identification", "uid_field": "jens"}`)
	if next.RedirectChallenge == nil {
		t.Errorf("%T", next.GetActualInstance())
	}
}

// TestUnknownChallenge is on record because it is easy to fall into: a component that the schema does not know is no
// error. All alternatives are empty, and whoever does not look for that dereferences nil.
func TestUnknownChallenge(t *testing.T) {
	client, _ := serve(t, http.StatusOK, `{"component": "ak-stage-of-tomorrow"}`)
	answer, _, err := client.FlowsAPI.FlowsExecutorGet(t.Context(), "login").Query("").Execute()
	if err != nil {
		t.Fatal(err)
	}
	if answer.GetActualInstance() != nil {
		t.Errorf("%T", answer.GetActualInstance())
	}
}

// TestBrokenChallenge names the alternative that did not fit.
func TestBrokenChallenge(t *testing.T) {
	client, _ := serve(t, http.StatusOK, `{"component": "ak-stage-password"}`)
	_, _, err := client.FlowsAPI.FlowsExecutorGet(t.Context(), "login").Query("").Execute()
	const want = "failed to unmarshal ChallengeTypes as PasswordChallenge: " +
		"no value given for required property pending_user"
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
}
