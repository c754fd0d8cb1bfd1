package coretest

// Object is a JSON object as the core would write it. Tests write answers by hand rather than with the generated
// client: a client that agrees only with itself proves nothing.
type Object = map[string]any

// Config is what the core says of itself.
func Config() Object {
	return Object{
		"error_reporting": Object{
			"enabled": false, "sentry_dsn": "", "environment": "test", "send_pii": false, "traces_sample_rate": 0.1,
		},
		"capabilities":           []string{"can_save_media", "can_geo_ip"},
		"cache_timeout":          300,
		"cache_timeout_flows":    300,
		"cache_timeout_policies": 300,
	}
}

// Brand is the look of the instance for one host name.
func Brand(title string) Object {
	return Object{
		"matched_domain":               "authentik-default",
		"branding_title":               title,
		"branding_logo":                "/static/dist/assets/icons/icon_left_brand.svg",
		"branding_logo_themed_urls":    nil,
		"branding_favicon":             "/static/dist/assets/icons/icon.png",
		"branding_favicon_themed_urls": nil,
		"branding_custom_css":          "",
		"ui_footer_links":              []Object{},
		"ui_theme":                     "automatic",
		"default_locale":               "",
		"flags":                        Object{"policies_buffered_access_view": false, "flows_continuous_login": false, "flows_refresh_others": false},
	}
}

// Page is one answer of a paginated list; next is the number of the next page, or 0 after the last one.
func Page(next int, results ...Object) Object {
	if results == nil {
		results = []Object{}
	}
	return Object{
		"pagination": Object{
			"next": next, "previous": 0, "count": len(results), "current": 1, "total_pages": 1,
			"start_index": 1, "end_index": len(results),
		},
		"results":      results,
		"autocomplete": Object{},
	}
}
