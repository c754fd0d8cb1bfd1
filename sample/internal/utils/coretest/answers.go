package coretest

import "fmt"

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
		"flags": Object{"policies_buffered_access_view": false, "flows_continuous_login": false,
			"flows_refresh_others": false},
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

// OutpostID is the id of every outpost made here.
const OutpostID = "0f6f5c9e-6c2f-4b0c-8d43-1d3a5d7c9f10"

// Outpost is an outpost of a kind ("proxy", "ldap", "radius", "rac").
func Outpost(kind, name string) Object {
	return Object{
		"pk": OutpostID, "name": name, "type": kind, "providers": []int{1}, "providers_obj": []Object{},
		"service_connection": nil, "service_connection_obj": nil, "refresh_interval_s": 300,
		"token_identifier": "ak-outpost-" + OutpostID + "-api", "managed": nil,
		"config": Object{"log_level": "info", "authentik_host": "https://authentik.example/"},
	}
}

// Access is the answer to whether somebody may use an application.
func Access(passing bool) Object {
	return Object{"passing": passing, "messages": []string{}, "log_messages": []Object{}}
}

// User is a user with a group for each name.
func User(pk int, username string, groups ...string) Object {
	objects := []Object{}
	for i, name := range groups {
		objects = append(objects, Object{
			"pk": fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i), "num_pk": 100 + i, "name": name,
		})
	}
	return Object{
		"pk": pk, "username": username, "name": "The user " + username, "is_active": true, "is_superuser": false,
		"date_joined": "2025-01-01T00:00:00Z", "last_login": nil, "groups_obj": objects, "roles_obj": []Object{},
		"email": username + "@example.com", "avatar": "", "attributes": Object{}, "uid": "uid-" + username,
		"path": "users", "type": "internal", "uuid": fmt.Sprintf("bbbbbbbb-0000-4000-8000-%012d", pk),
		"password_change_date": "2025-01-01T00:00:00Z", "last_updated": "2025-01-01T00:00:00Z",
	}
}

// Self is what the core tells a user of himself.
func Self(pk int, username string) Object {
	return Object{"user": Object{
		"pk": pk, "username": username, "name": username, "is_active": true, "is_superuser": false,
		"groups": []Object{}, "roles": []Object{}, "avatar": "", "uid": "uid-" + username, "settings": Object{},
		"system_permissions": []string{},
	}}
}
