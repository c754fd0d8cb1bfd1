package api

import (
	"context"
	"fmt"
	"net/url"
)

const (
	// LoginFlow is the flow by which authentik lets in, unless somebody makes another.
	LoginFlow = "default-authentication-flow"
	// maxStages bounds a flow.
	maxStages = 10
)

// Challenge is what the flow executor asks for, as far as it matters here.
type Challenge struct {
	// Component says what kind of answer is wanted, To where the flow sends at its end.
	Component string `json:"component"`
	To        string `json:"to"`
	// PasswordFields says that it wants the password together with the name.
	PasswordFields bool `json:"password_fields"`
	// Errors are why it asks again.
	Errors map[string]any `json:"response_errors"`
}

// executor is where a flow is executed; query is what the page that starts it was called with.
func executor(flow, query string) string {
	return "/api/v3/flows/executor/" + flow + "/?query=" + url.QueryEscape(query)
}

// FirstChallenge is what a flow asks first.
func (c *Client) FirstChallenge(ctx context.Context, flow string) (Challenge, error) {
	var first Challenge
	err := c.Get(ctx, executor(flow, ""), &first)
	return first, err
}

// Execute answers the challenges of a flow as a browser does, with a name and a password where they are wanted, and returns where the
// flow sends at its end.
func (c *Client) Execute(ctx context.Context, flow, query, user, password string) (string, error) {
	var now Challenge
	err := c.Get(ctx, executor(flow, query), &now)
	for stage := 0; err == nil && now.Component != "xak-flow-redirect"; stage++ {
		if len(now.Errors) > 0 || stage == maxStages {
			return "", fmt.Errorf("the challenge %s is asked again: %v", now.Component, now.Errors)
		}
		answer := map[string]any{"component": now.Component}
		switch now.Component {
		case "ak-stage-identification":
			answer["uid_field"] = user
			if now.PasswordFields {
				answer["password"] = password
			}
		case "ak-stage-password":
			answer["password"] = password
		case "ak-stage-user-login":
			answer["remember_me"] = false
		default:
			return "", fmt.Errorf("nobody here can answer the challenge %s", now.Component)
		}
		now = Challenge{}
		err = c.Post(ctx, executor(flow, query), answer, &now)
	}
	return now.To, err
}

// Me is who a client is.
type Me struct {
	// Username is the name, IsSuperuser whether that is an administrator.
	Username    string `json:"username"`
	IsSuperuser bool   `json:"is_superuser"`
}

// WhoAmI asks who the client is.
func (c *Client) WhoAmI(ctx context.Context) (Me, error) {
	var answer struct {
		User Me `json:"user"`
	}
	err := c.Get(ctx, "/api/v3/core/users/me/", &answer)
	return answer.User, err
}

// LogIn is a client that a flow has let in; that it is the one who was to be let in has been asked.
func LogIn(ctx context.Context, base, flow, user, password string) (*Client, error) {
	c, err := New(base, "")
	if err != nil {
		return nil, err
	}
	if _, err := c.Execute(ctx, flow, "", user, password); err != nil {
		return nil, err
	}
	me, err := c.WhoAmI(ctx)
	if err == nil && me.Username != user {
		err = fmt.Errorf("the session is that of %q", me.Username)
	}
	return c, err
}
