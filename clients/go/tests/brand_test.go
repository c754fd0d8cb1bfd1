package clienttest

import (
	"net/http"
	"testing"

	api "goauthentik.io/api/v3"
)

const (
	brand = `{
		"matched_domain": "authentik-default", "branding_title": "authentik", "branding_logo": "/static/logo.svg",
		"branding_logo_themed_urls": {"light": "/l.svg", "dark": "/d.svg"}, "branding_favicon": "/static/icon.png",
		"branding_favicon_themed_urls": null, "branding_custom_css": "", "ui_theme": "automatic", "default_locale": "",
		"ui_footer_links": [{"name": "Imprint", "href": "https://example.com/"}, {"name": "Text", "href": null}],
		"flags": {"policies_buffered_access_view": false, "flows_continuous_login": false, "flows_refresh_others": false}
	}`
	config = `{
		"error_reporting": {"enabled": false, "sentry_dsn": "", "environment": "test", "send_pii": false,
			"traces_sample_rate": 0.25},
		"capabilities": ["can_save_media", "can_geo_ip"], "cache_timeout": 300, "cache_timeout_flows": 301,
		"cache_timeout_policies": 302
	}`
)

func TestBrandCurrent(t *testing.T) {
	client, got := serve(t, http.StatusOK, brand)
	answer, _, err := client.CoreAPI.CoreBrandsCurrentRetrieve(t.Context()).Execute()
	if err != nil {
		t.Fatal(err)
	}
	if got.Path != "/api/v3/core/brands/current/" {
		t.Error(got.Path)
	}
	if answer.UiTheme != api.UITHEMEENUM_AUTOMATIC || answer.BrandingLogoThemedUrls.Get().GetDark() != "/d.svg" {
		t.Errorf("brand: %+v", answer)
	}
	if answer.UiFooterLinks[1].Href.Get() != nil {
		t.Error("a link without address has none")
	}
	equal(t, "the brand, written again", answer, brand)
}

func TestRootConfig(t *testing.T) {
	client, got := serve(t, http.StatusOK, config)
	answer, _, err := client.RootAPI.RootConfigRetrieve(t.Context()).Execute()
	if err != nil {
		t.Fatal(err)
	}
	if got.Path != "/api/v3/root/config/" {
		t.Error(got.Path)
	}
	if answer.ErrorReporting.TracesSampleRate != 0.25 || answer.CacheTimeoutPolicies != 302 {
		t.Errorf("config: %+v", answer)
	}
	if len(answer.Capabilities) != 2 || answer.Capabilities[1] != api.CAPABILITIESENUM_CAN_GEO_IP {
		t.Errorf("capabilities: %v", answer.Capabilities)
	}
	equal(t, "the configuration, written again", answer, config)
}
