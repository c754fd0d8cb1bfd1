package clienttest

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	api "goauthentik.io/api/v3"
)

// with adds a property to a JSON object.
func with(object, property string) string {
	return strings.TrimSuffix(strings.TrimSpace(object), "}") + "," + property + "}"
}

// TestUnknownProperties is why the client of 2025.12 is generated with disallowAdditionalPropertiesIfNotPresent: false.
// A core that is newer than its outposts sends properties that they do not know; outposts of 2025.12.1 to 2025.12.3,
// built without it, died of that. The package unpatched shows what a client without it does.
func TestUnknownProperties(t *testing.T) {
	const tomorrow = `"of_tomorrow": {"a": [1]}`
	t.Run("object", func(t *testing.T) {
		client, _ := serve(t, http.StatusOK, with(config, tomorrow))
		answer, _, err := client.RootAPI.RootConfigRetrieve(t.Context()).Execute()
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "what is not known is kept", answer.AdditionalProperties, `{"of_tomorrow": {"a": [1]}}`)
		equal(t, "and written again", answer, with(config, tomorrow))
	})
	t.Run("within a list", func(t *testing.T) {
		client, _ := serve(t, http.StatusOK, `{"pagination": {"next": 0, "previous": 0, "count": 1, "current": 1,
			"total_pages": 1, "start_index": 1, "end_index": 1, `+tomorrow+`}, "results": [`+with(jens, tomorrow)+`], "autocomplete": {}}`)
		answer, _, err := client.CoreAPI.CoreUsersList(t.Context()).Execute()
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "user", answer.Results[0], with(jens, tomorrow))
	})
	t.Run("challenge", func(t *testing.T) {
		client, _ := serve(t, http.StatusOK, `{"component": "ak-stage-password", "pending_user": "jens",
			"pending_user_avatar": "", `+tomorrow+`}`)
		answer, _, err := client.FlowsAPI.FlowsExecutorGet(t.Context(), "login").Query("").Execute()
		if err != nil {
			t.Fatal(err)
		}
		if answer.PasswordChallenge == nil || answer.PasswordChallenge.AdditionalProperties["of_tomorrow"] == nil {
			t.Errorf("%+v", answer.GetActualInstance())
		}
	})
}

// TestUnknownEnumValue is on record because the patch does not help here: a value that an enumeration does not have is
// an error wherever it occurs, and the whole answer is lost.
func TestUnknownEnumValue(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		ask    func(*api.APIClient) error
		want   string
	}{
		"property": {
			strings.Replace(brand, `"automatic"`, `"solarized"`, 1),
			func(c *api.APIClient) error {
				_, _, err := c.CoreAPI.CoreBrandsCurrentRetrieve(t.Context()).Execute()
				return err
			},
			"solarized is not a valid UiThemeEnum",
		},
		"list": {
			strings.Replace(config, `"can_geo_ip"`, `"can_fly"`, 1),
			func(c *api.APIClient) error {
				_, _, err := c.RootAPI.RootConfigRetrieve(t.Context()).Execute()
				return err
			},
			"can_fly is not a valid CapabilitiesEnum",
		},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := serve(t, http.StatusOK, c.answer)
			err := c.ask(client)
			var answer *api.GenericOpenAPIError
			if !errors.As(err, &answer) {
				t.Fatalf("%T: %v", err, err)
			}
			if answer.Error() != c.want {
				t.Errorf("%q, not %q", answer.Error(), c.want)
			}
			equal(t, "the body is not lost", string(answer.Body()), c.answer)
		})
	}
	if _, err := api.NewUiThemeEnumFromValue("solarized"); err == nil ||
		err.Error() != "invalid value 'solarized' for UiThemeEnum: valid values are [automatic light dark]" {
		t.Errorf("%v", err)
	}
}
