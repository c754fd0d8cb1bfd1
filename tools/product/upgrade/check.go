package upgrade

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"akbuild.internal/tools/product/api"
)

// Check asks whether all that was made is there and works, and says of each thing that it does.
func (m *Made) Check(ctx context.Context, base, password string, say func(string)) error {
	client, err := api.LogIn(ctx, base, api.LoginFlow, admin, password)
	if err != nil {
		return fmt.Errorf("logging in as %s: %w", admin, err)
	}
	c := &checker{Made: m, ctx: ctx, base: base, admin: client}
	var problems []error
	for _, thing := range []struct {
		what string
		is   func() error
	}{
		{"the user, the groups and what they belong to", c.people},
		{"the users of the releases in between", c.later},
		{"the token", c.token},
		{"the flow with its stages, which lets the user in", c.flow},
		{"the application, to which its provider lets the user in", c.application},
		{"the file", c.file},
	} {
		if err := thing.is(); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", thing.what, err))
			continue
		}
		say(thing.what)
	}
	return errors.Join(problems...)
}

type checker struct {
	*Made
	ctx   context.Context
	base  string
	admin *api.Client
}

// named gets the one thing of a list that has a name.
func named[T any](c *checker, list, field, name string) (thing T, err error) {
	var found struct{ Results []T }
	err = c.admin.Get(c.ctx, "/api/v3/"+list+"/?"+url.Values{field: {name}}.Encode(), &found)
	if err == nil && len(found.Results) != 1 {
		err = fmt.Errorf("there are %d of %s with the name %s", len(found.Results), list, name)
	}
	if err != nil {
		return thing, err
	}
	return found.Results[0], nil
}

func (c *checker) people() error {
	type someone struct {
		Pk         any
		Email      string
		Attributes map[string]any
		GroupsObj  []struct{ Name string } `json:"groups_obj"`
	}
	who, err := named[someone](c, "core/users", "username", user)
	if err != nil {
		return err
	}
	if who.Email != user+"@example.org" || who.Attributes[department] != "lines" || len(who.GroupsObj) != 1 || who.GroupsObj[0].Name != group {
		return fmt.Errorf("the user is %+v", who)
	}
	type team struct {
		Attributes map[string]any
		Users      []any
		// Until 2025.10 a group has one group above it, then several.
		Parent  any
		Parents []any
	}
	in, err := named[team](c, "core/groups", "name", group)
	if err != nil {
		return err
	}
	above, err := named[key](c, "core/groups", "name", parent)
	if err != nil {
		return err
	}
	if in.Attributes[department] != "lines" || !slices.Contains(in.Users, who.Pk) || in.Parent != above.Pk && !slices.Contains(in.Parents, above.Pk) {
		return fmt.Errorf("the group is %+v; above it should be %v", in, above.Pk)
	}
	return nil
}

func (c *checker) later() error {
	for _, name := range c.Later {
		if _, err := named[key](c, "core/users", "username", name); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) token() error {
	client, err := api.New(c.base, c.Token)
	if err != nil {
		return err
	}
	me, err := client.WhoAmI(c.ctx)
	if err == nil && me.Username != user {
		err = fmt.Errorf("it is that of %q", me.Username)
	}
	return err
}

func (c *checker) flow() error {
	var instance key
	if err := c.admin.Get(c.ctx, "/api/v3/flows/instances/"+loginFlow+"/", &instance); err != nil {
		return err
	}
	var bound struct {
		Results []struct {
			StageObj struct{ Name string } `json:"stage_obj"`
		}
	}
	if err := c.admin.Get(c.ctx, fmt.Sprintf("/api/v3/flows/bindings/?ordering=order&target=%v", instance.Pk), &bound); err != nil {
		return err
	}
	var stages []string
	for _, binding := range bound.Results {
		stages = append(stages, binding.StageObj.Name)
	}
	if !slices.Equal(stages, c.Stages) {
		return fmt.Errorf("its stages are %v, they were %v", stages, c.Stages)
	}
	if _, err := api.LogIn(c.ctx, c.base, loginFlow, user, "not the password"); err == nil {
		return errors.New("it lets in with a wrong password")
	}
	_, err := api.LogIn(c.ctx, c.base, loginFlow, user, c.Password)
	return err
}

// application goes the way of a browser that comes from the application, and back there with a code; and then that of the application,
// which asks who it is.
func (c *checker) application() error {
	client, err := api.LogIn(c.ctx, c.base, loginFlow, user, c.Password)
	if err != nil {
		return err
	}
	to, err := client.LeadsTo(c.ctx, "/application/o/authorize/?"+url.Values{
		"response_type": {"code"}, "client_id": {c.ClientID}, "redirect_uri": {callback}, "scope": {"openid profile"}, "state": {"kept"},
	}.Encode())
	if err != nil {
		return err
	}
	if slug, within := strings.CutPrefix(to.Path, "/if/flow/"); within {
		then, err := client.Execute(c.ctx, strings.Trim(slug, "/"), to.RawQuery, user, c.Password)
		if err != nil {
			return err
		}
		if to, err = to.Parse(then); err != nil {
			return err
		}
	}
	if !strings.HasPrefix(to.String(), callback+"?") || to.Query().Get("state") != "kept" {
		return fmt.Errorf("it leads to %s in place of %s", to, callback)
	}
	nobody, err := api.New(c.base, "")
	if err != nil {
		return err
	}
	var granted struct {
		AccessToken string `json:"access_token"`
	}
	err = nobody.Form(c.ctx, "/application/o/token/", url.Values{
		"grant_type": {"authorization_code"}, "code": {to.Query().Get("code")}, "redirect_uri": {callback}, "client_id": {c.ClientID}, "client_secret": {c.ClientSecret},
	}, &granted)
	if err != nil {
		return err
	}
	let, err := api.New(c.base, granted.AccessToken)
	if err != nil {
		return err
	}
	var who struct {
		Name string `json:"preferred_username"`
	}
	err = let.Get(c.ctx, "/application/o/userinfo/", &who)
	if err == nil && who.Name != user {
		err = fmt.Errorf("it says that %q was let in", who.Name)
	}
	return err
}

func (c *checker) file() error {
	var application struct {
		// Until 2025.10 MetaIcon is the address, then the name.
		MetaIcon    string `json:"meta_icon"`
		MetaIconURL string `json:"meta_icon_url"`
	}
	if err := c.admin.Get(c.ctx, "/api/v3/core/applications/"+app+"/", &application); err != nil {
		return err
	}
	address := application.MetaIconURL
	if address == "" {
		address = application.MetaIcon
	}
	content, err := c.admin.File(c.ctx, address)
	if err == nil && string(content) != icon {
		err = fmt.Errorf("%s has %d bytes that were not uploaded", address, len(content))
	}
	return err
}
