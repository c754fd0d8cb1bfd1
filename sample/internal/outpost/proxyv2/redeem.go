package proxyv2

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// redeem exchanges a code for a token and returns its claims, verified, and the token itself.
func (a *application) redeem(r *http.Request, code, verifier, nonce string) (rawClaims, token string, err error) {
	ctx := oidc.ClientContext(r.Context(), a.http)
	answer, err := a.oauth.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		return "", "", fmt.Errorf("exchanging a code for a token: %w", err)
	}
	token, ok := answer.Extra("id_token").(string)
	if !ok {
		return "", "", errors.New("exchanging a code for a token: authentik sent no ID token")
	}
	verified, err := a.verifier.Verify(ctx, token)
	if err != nil {
		return "", "", fmt.Errorf("verifying an ID token: %w", err)
	}
	if verified.Nonce != nonce {
		return "", "", errors.New("verifying an ID token: it is for another login")
	}
	var all json.RawMessage
	if err := verified.Claims(&all); err != nil {
		return "", "", fmt.Errorf("reading an ID token: %w", err)
	}
	if _, err := parseClaims(all); err != nil {
		return "", "", err
	}
	return string(all), token, nil
}
