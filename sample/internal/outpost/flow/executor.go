// Package flow logs a user in through one of authentik's flows, for protocols that carry no more than a name and a
// password.
package flow

import (
	"context"
	"errors"
	"fmt"
	"net/http/cookiejar"

	log "github.com/sirupsen/logrus"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/outpost/ak"
)

// maxSteps bounds a flow: one that is longer leads in a circle.
const maxSteps = 20

// Request is one attempt to log in.
type Request struct {
	// Slug names the flow.
	Slug               string
	Username, Password string
	// Code is the second factor, if there is one.
	Code string
	// ClientIP is who asks; authentik's policies and its log see this address instead of the outpost's.
	ClientIP string
	// Kind is told to the flow, whose policies may treat LDAP and RADIUS differently.
	Kind string
}

// Result is how an attempt ended.
type Result struct {
	Passed bool
	// Reason says why not, in authentik's words.
	Reason string
	// Session acts as the user who logged in. It is nil if nobody did.
	Session *api.APIClient
}

// Executor runs flows.
type Executor struct {
	log        *log.Entry
	controller *ak.Controller
}

// NewExecutor returns an executor that reaches authentik the way the outpost does.
func NewExecutor(c *ak.Controller) *Executor {
	return &Executor{log: common.Logger("outpost.flow"), controller: c}
}

// Execute runs a flow to its end. An error means that it could not be run, not that the password was wrong.
func (e *Executor) Execute(ctx context.Context, r Request) (Result, error) {
	session, err := e.session(r)
	if err != nil {
		return Result{}, err
	}
	asking := "running flow " + r.Slug
	query := "goauthentik.io/outpost/" + r.Kind + "=true"
	challenge, res, err := session.FlowsAPI.FlowsExecutorGet(ctx, r.Slug).Query(query).Execute()
	answered := ""
	for range maxSteps {
		if err != nil {
			return Result{}, ak.Explain(asking, res, err)
		}
		step := identify(challenge)
		if reason := step.rejection(answered); reason != "" {
			return Result{Reason: reason}, nil
		}
		if step.done {
			return Result{Passed: true, Session: session}, nil
		}
		answer, err := step.answer(r)
		if err != nil {
			return Result{}, fmt.Errorf("%s: %w", asking, err)
		}
		answered = step.component
		challenge, res, err = session.FlowsAPI.FlowsExecutorSolve(ctx, r.Slug).Query(query).
			FlowChallengeResponseRequest(answer).Execute()
		if err != nil {
			return Result{}, ak.Explain(asking, res, err)
		}
	}
	return Result{}, fmt.Errorf("%s: it did not end after %d steps", asking, maxSteps)
}

// session returns a client with cookies of its own and without the outpost's rights.
func (e *Executor) session(r Request) (*api.APIClient, error) {
	if r.Slug == "" {
		return nil, errors.New("running a flow: the provider names none")
	}
	client := ak.NewClient(e.controller.Base(), "", e.controller.Transport())
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, fmt.Errorf("making a cookie jar: %w", err)
	}
	settings := client.GetConfig()
	settings.HTTPClient.Jar = jar
	// The token proves that the address may be believed.
	settings.AddDefaultHeader("X-Authentik-Remote-Ip", r.ClientIP)
	settings.AddDefaultHeader("X-Authentik-Outpost-Token", e.controller.Token())
	return client, nil
}
