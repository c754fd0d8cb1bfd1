package proxyv2

import (
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// stateLifetime is how long somebody may take to log in.
const stateLifetime = 30 * time.Minute

// state is what comes back from authentik with the browser: where to go, and proof that it began here.
type state struct {
	jwt.RegisteredClaims
	Redirect string `json:"redirect"`
	// Login ties the state to the session in which the login began, so that nobody is logged in as somebody else.
	Login string `json:"login"`
}

// seal signs a state.
func (a *application) seal(redirect, login string) (string, error) {
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, state{
		RegisteredClaims: jwt.RegisteredClaims{
			Audience:  jwt.ClaimStrings{a.GetClientId()},
			IssuedAt:  jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(stateLifetime)),
		},
		Redirect: redirect,
		Login:    login,
	})
	sealed, err := token.SignedString(a.stateKey)
	if err != nil {
		return "", fmt.Errorf("signing the state of a login: %w", err)
	}
	return sealed, nil
}

// unseal checks a state and returns where to go.
func (a *application) unseal(sealed, login string) (redirect string, err error) {
	var s state
	_, err = jwt.ParseWithClaims(sealed, &s, func(*jwt.Token) (any, error) { return a.stateKey, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithAudience(a.GetClientId()),
		jwt.WithExpirationRequired(),
	)
	if err != nil {
		return "", fmt.Errorf("checking the state of a login: %w", err)
	}
	if login == "" || s.Login != login {
		return "", errors.New("checking the state of a login: it began in another session")
	}
	return s.Redirect, nil
}
