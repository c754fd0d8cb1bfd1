// Package upgrade makes things in an authentik over its API, remembers them, and asks a later release on the same database and files
// whether they are all there and work.
package upgrade

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"

	"akbuild.internal/tools/product/api"
)

// The names of what is made. Each is the name of one thing of its kind.
const (
	admin      = "akadmin"
	prefix     = "upgrade-"
	user       = prefix + "user"
	group      = prefix + "group"
	parent     = prefix + "parent"
	loginFlow  = prefix + "login"
	app        = prefix + "application"
	apiToken   = prefix + "token"
	callback   = "https://application.example.org/callback"
	iconFile   = "icon.svg"
	department = "department"
)

// icon is the file that is uploaded.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#fd4b2d"/></svg>`

// Made is what was made, as far as nobody can ask for it later.
type Made struct {
	// Password is that of the user, Token the key of his token.
	Password string `json:"password"`
	Token    string `json:"token"`
	// ClientID and ClientSecret are what the application has to say to its provider.
	ClientID     string `json:"clientID"`
	ClientSecret string `json:"clientSecret"`
	// Stages are the flow's, in order.
	Stages []string `json:"stages"`
	// Later are users that releases made which came after the first one.
	Later []string `json:"later"`
}

// Read reads what was made; before anything was, that is nothing.
func Read(file string) (*Made, error) {
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	made := &Made{}
	if err == nil {
		err = json.Unmarshal(content, made)
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was made: %w", err)
	}
	return made, nil
}

// Write keeps it for the next release.
func (m *Made) Write(file string) error {
	content, err := json.MarshalIndent(m, "", "  ")
	if err == nil {
		err = os.WriteFile(file, append(content, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("keeping what was made: %w", err)
	}
	return nil
}

// key is how the API names a thing: by a number or a UUID.
type key struct {
	Pk any `json:"pk"`
}

// maker makes one thing after the other, until one cannot be made.
type maker struct {
	ctx    context.Context
	client *api.Client
	err    error
}

func (m *maker) post(path string, body map[string]any, answer any) {
	if m.err == nil {
		m.err = m.client.Post(m.ctx, "/api/v3/"+path, body, answer)
	}
}

func (m *maker) get(path string, answer any) {
	if m.err == nil {
		m.err = m.client.Get(m.ctx, "/api/v3/"+path, answer)
	}
}

// make makes a thing and returns its key.
func (m *maker) make(path string, body map[string]any) any {
	var made key
	m.post(path, body, &made)
	return made.Pk
}

// Make makes everything, as an administrator who is logged in as in a browser.
func Make(ctx context.Context, base, password string) (*Made, error) {
	client, err := api.LogIn(ctx, base, api.LoginFlow, admin, password)
	if err != nil {
		return nil, fmt.Errorf("logging in as %s: %w", admin, err)
	}
	m, made := &maker{ctx: ctx, client: client}, &Made{Password: rand.Text()}
	m.people(made)
	m.flow(made)
	m.application(made)
	if m.err != nil {
		return nil, fmt.Errorf("making things over the API: %w", m.err)
	}
	return made, nil
}

// people makes a group below another, a user in it, and a token of the user's.
func (m *maker) people(made *Made) {
	above := m.make("core/groups/", map[string]any{"name": parent})
	in := m.make("core/groups/", map[string]any{"name": group, "parent": above, "attributes": map[string]any{department: "lines"}})
	pk := m.make("core/users/", map[string]any{"username": user, "name": "Somebody", "email": user + "@example.org",
		"groups": []any{in}, "attributes": map[string]any{department: "lines"}})
	m.post(fmt.Sprintf("core/users/%v/set_password/", pk), map[string]any{"password": made.Password}, nil)
	m.post("core/tokens/", map[string]any{"identifier": apiToken, "intent": "api", "user": pk, "expiring": false}, nil)
	var token struct{ Key string }
	m.get("core/tokens/"+apiToken+"/view_key/", &token)
	made.Token = token.Key
}

// flow makes a flow that lets in, of three stages.
func (m *maker) flow(made *Made) {
	target := m.make("flows/instances/", map[string]any{"name": loginFlow, "slug": loginFlow, "title": "Come in", "designation": "authentication"})
	for order, stage := range []struct {
		kind string
		body map[string]any
	}{
		{"identification", map[string]any{"user_fields": []string{"username"}}},
		{"password", map[string]any{"backends": []string{"authentik.core.auth.InbuiltBackend"}}},
		{"user_login", map[string]any{}},
	} {
		stage.body["name"] = prefix + stage.kind
		pk := m.make("stages/"+stage.kind+"/", stage.body)
		m.make("flows/bindings/", map[string]any{"target": target, "stage": pk, "order": 10 * order})
		made.Stages = append(made.Stages, prefix+stage.kind)
	}
}

// application makes an application with an icon, and a provider of OAuth 2 for it.
func (m *maker) application(made *Made) {
	scopes := []any{}
	for _, scope := range []string{"openid", "profile"} {
		var found struct{ Results []key }
		m.get("propertymappings/provider/scope/?scope_name="+scope, &found)
		for _, mapping := range found.Results {
			scopes = append(scopes, mapping.Pk)
		}
	}
	var provider struct {
		key
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	}
	m.post("providers/oauth2/", map[string]any{
		"name": app, "property_mappings": scopes, "redirect_uris": []any{map[string]any{"matching_mode": "strict", "url": callback}},
		"authorization_flow": m.flowKey("default-provider-authorization-implicit-consent"), "invalidation_flow": m.flowKey("default-provider-invalidation-flow"),
	}, &provider)
	made.ClientID, made.ClientSecret = provider.ClientID, provider.ClientSecret
	m.make("core/applications/", map[string]any{"name": app, "slug": app, "provider": provider.Pk})
	m.upload()
}

// upload gives the application its icon, in the way that the release has: until 2025.10 of the application's own, then of all files.
func (m *maker) upload() {
	if m.err != nil {
		return
	}
	m.err = m.client.Upload(m.ctx, "/api/v3/core/applications/"+app+"/set_icon/", "file", iconFile, []byte(icon))
	if m.err == nil {
		return
	}
	if m.err = m.client.Upload(m.ctx, "/api/v3/admin/file/", "file", iconFile, []byte(icon)); m.err == nil {
		m.err = m.client.Call(m.ctx, "PATCH", "/api/v3/core/applications/"+app+"/", map[string]any{"meta_icon": iconFile}, nil)
	}
}

func (m *maker) flowKey(slug string) any {
	var found key
	m.get("flows/instances/"+url.PathEscape(slug)+"/", &found)
	return found.Pk
}

// More makes a user, for the releases that come after this one.
func (m *Made) More(ctx context.Context, base, password string) error {
	client, err := api.LogIn(ctx, base, api.LoginFlow, admin, password)
	if err != nil {
		return fmt.Errorf("logging in as %s: %w", admin, err)
	}
	name := fmt.Sprintf("%slater-%d", prefix, len(m.Later)+1)
	if err := client.Post(ctx, "/api/v3/core/users/", map[string]any{"username": name, "name": name}, nil); err != nil {
		return fmt.Errorf("making one user more: %w", err)
	}
	m.Later = append(m.Later, name)
	return nil
}
