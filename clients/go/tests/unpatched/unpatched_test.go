// Package unpatched shows what a client does that was generated without
// disallowAdditionalPropertiesIfNotPresent: false, as upstream's own was for 2025.12. It needs three operations of the
// schema only, so that it can be linked with a client of a schema cut down to them.
package unpatched

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	api "goauthentik.io/api/v3"
)

const config = `{
	"error_reporting": {"enabled": false, "sentry_dsn": "", "environment": "test", "send_pii": false,
		"traces_sample_rate": 0.25},
	"capabilities": ["can_save_media"], "cache_timeout": 300, "cache_timeout_flows": 300, "cache_timeout_policies": 300`

const brand = `{
	"matched_domain": "authentik-default", "branding_title": "authentik", "branding_logo": "/l",
		"branding_logo_themed_urls": null,
	"branding_favicon": "/f", "branding_favicon_themed_urls": null, "branding_custom_css": "", "ui_theme": "automatic",
	"default_locale": "", "ui_footer_links": [{"name": "n", "href": null, "of_tomorrow": 1}],
	"flags": {"policies_buffered_access_view": false, "flows_continuous_login": false, "flows_refresh_others": false}`

// ask has a server answer everything alike, asks one of three questions, and returns the error.
func ask(t *testing.T, answer string, question func(*api.APIClient) error) error {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, answer)
	}))
	defer server.Close()
	settings := api.NewConfiguration()
	settings.Servers = api.ServerConfigurations{{URL: server.URL + "/api/v3"}}
	return question(api.NewAPIClient(settings))
}

func TestUnknownProperties(t *testing.T) {
	forConfig := func(c *api.APIClient) error {
		_, _, err := c.RootAPI.RootConfigRetrieve(t.Context()).Execute()
		return err
	}
	forBrand := func(c *api.APIClient) error {
		_, _, err := c.CoreAPI.CoreBrandsCurrentRetrieve(t.Context()).Execute()
		return err
	}
	forChallenge := func(c *api.APIClient) error {
		_, _, err := c.FlowsAPI.FlowsExecutorGet(t.Context(), "login").Query("").Execute()
		return err
	}
	for name, c := range map[string]struct {
		answer   string
		question func(*api.APIClient) error
		want     string
	}{
		"none":          {config + `}`, forConfig, ""},
		"object":        {config + `, "of_tomorrow": 1}`, forConfig, `json: unknown field "of_tomorrow"`},
		"within a list": {brand + `}`, forBrand, `json: unknown field "of_tomorrow"`},
		"challenge": {
			`{"component": "ak-stage-password", "pending_user": "jens", "pending_user_avatar": "", "of_tomorrow": 1}`,
			forChallenge,
			`failed to unmarshal ChallengeTypes as PasswordChallenge: json: unknown field "of_tomorrow"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := ask(t, c.answer, c.question)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var answer *api.GenericOpenAPIError
			if !errors.As(err, &answer) {
				t.Fatalf("%T: %v: has the client been patched?", err, err)
			}
			if answer.Error() != c.want {
				t.Errorf("%q, not %q", answer.Error(), c.want)
			}
		})
	}
}
