package flow

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	api "goauthentik.io/api/v3"
)

// step is one challenge of a flow, reduced to what an outpost needs of it.
type step struct {
	component string
	// done says that the flow has ended well.
	done bool
	// denied is why it ended badly.
	denied string
	errors map[string][]api.ErrorDetail
	// respond makes the answer; nil if an outpost has none.
	respond func(Request) (api.FlowChallengeResponseRequest, error)
}

// identify finds out which of all challenges this one is.
func identify(c *api.ChallengeTypes) step {
	switch {
	case c == nil || c.GetActualInstance() == nil:
		// The client gives no error for a component it does not know: it leaves all alternatives empty.
		return step{component: "unknown"}
	case c.RedirectChallenge != nil:
		return step{component: c.RedirectChallenge.GetComponent(), done: true}
	case c.AccessDeniedChallenge != nil:
		denied := c.AccessDeniedChallenge.GetErrorMessage()
		if denied == "" {
			denied = "access denied"
		}
		return step{component: c.AccessDeniedChallenge.GetComponent(), denied: denied}
	case c.IdentificationChallenge != nil:
		withPassword := c.IdentificationChallenge.PasswordFields
		return newStep(c.IdentificationChallenge, func(r Request) (api.FlowChallengeResponseRequest, error) {
			answer := api.NewIdentificationChallengeResponseRequest()
			answer.SetUidField(r.Username)
			if withPassword {
				answer.SetPassword(r.Password)
			}
			return api.IdentificationChallengeResponseRequestAsFlowChallengeResponseRequest(answer), nil
		})
	case c.PasswordChallenge != nil:
		return newStep(c.PasswordChallenge, func(r Request) (api.FlowChallengeResponseRequest, error) {
			answer := api.NewPasswordChallengeResponseRequest(r.Password)
			return api.PasswordChallengeResponseRequestAsFlowChallengeResponseRequest(answer), nil
		})
	case c.AuthenticatorValidationChallenge != nil:
		return newStep(c.AuthenticatorValidationChallenge, func(r Request) (api.FlowChallengeResponseRequest, error) {
			if r.Code == "" {
				return api.FlowChallengeResponseRequest{}, errors.New("it asks for a second factor and none was given")
			}
			answer := api.NewAuthenticatorValidationChallengeResponseRequest()
			answer.SetCode(r.Code)
			return api.AuthenticatorValidationChallengeResponseRequestAsFlowChallengeResponseRequest(answer), nil
		})
	case c.UserLoginChallenge != nil:
		return newStep(c.UserLoginChallenge, func(Request) (api.FlowChallengeResponseRequest, error) {
			answer := api.NewUserLoginChallengeResponseRequest(false)
			return api.UserLoginChallengeResponseRequestAsFlowChallengeResponseRequest(answer), nil
		})
	}
	return step{component: componentOf(c.GetActualInstance())}
}

// challenge is what all of them have.
type challenge interface {
	GetComponent() string
	GetResponseErrors() map[string][]api.ErrorDetail
}

func newStep(c challenge, respond func(Request) (api.FlowChallengeResponseRequest, error)) step {
	return step{component: c.GetComponent(), errors: c.GetResponseErrors(), respond: respond}
}

func componentOf(instance any) string {
	if c, ok := instance.(challenge); ok {
		return c.GetComponent()
	}
	return fmt.Sprintf("%T", instance)
}

// rejection returns why authentik did not take the answer before this step, or nothing. A step that comes back without
// a reason was rejected, too.
func (s step) rejection(answered string) string {
	if s.denied != "" {
		return s.denied
	}
	var reasons []string
	for _, details := range s.errors {
		for _, detail := range details {
			reasons = append(reasons, detail.String)
		}
	}
	if len(reasons) > 0 {
		sort.Strings(reasons)
		return strings.Join(reasons, "; ")
	}
	if answered != "" && answered == s.component {
		return "the answer to " + answered + " was not accepted"
	}
	return ""
}

func (s step) answer(r Request) (api.FlowChallengeResponseRequest, error) {
	if s.respond == nil {
		return api.FlowChallengeResponseRequest{}, fmt.Errorf("stage %q needs a browser, an outpost cannot answer it",
			s.component)
	}
	return s.respond(r)
}
