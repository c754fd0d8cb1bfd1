package proxyv2

import (
	"net/http"
	"net/url"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/google/uuid"
	"golang.org/x/oauth2"

	"goauthentik.io/internal/constants"
)

// startURL returns where a login begins that ends at target.
func (a *application) startURL(target *url.URL) string {
	start := a.external.JoinPath(constants.OutpostPrefix, "start")
	start.RawQuery = url.Values{"rd": {target.String()}}.Encode()
	return start.String()
}

// start sends the browser to authentik.
func (a *application) start(w http.ResponseWriter, r *http.Request) {
	session, err := a.session(r)
	if err != nil {
		a.fail(w, err)
		return
	}
	login, verifier := uuid.NewString(), oauth2.GenerateVerifier()
	session.Values[keyLogin], session.Values[keyPKCE] = login, verifier
	sealed, err := a.seal(a.safe(r.URL.Query().Get("rd")), login)
	if err != nil {
		a.fail(w, err)
		return
	}
	if err := session.Save(r, w); err != nil {
		a.fail(w, err)
		return
	}
	http.Redirect(w, r, a.oauth.AuthCodeURL(sealed, oauth2.S256ChallengeOption(verifier), oidc.Nonce(login)),
		http.StatusFound)
}

// safe returns where a login may end: within what the provider protects, else at its first page. Anything else would
// let a link to us lead to a stranger's site.
func (a *application) safe(target string) string {
	u, err := url.Parse(target)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil {
		return a.external.String()
	}
	if u.Host == a.external.Host || a.coversDomain(u.Hostname()) {
		return u.String()
	}
	return a.external.String()
}

// callback takes the browser back from authentik.
func (a *application) callback(w http.ResponseWriter, r *http.Request) {
	session, err := a.session(r)
	if err != nil {
		a.fail(w, err)
		return
	}
	query := r.URL.Query()
	login, _ := session.Values[keyLogin].(string)
	redirect, err := a.unseal(query.Get("state"), login)
	if err != nil {
		// Most often a tab that was left open for long: beginning again mends that.
		a.log.WithError(err).Info("login is begun again")
		http.Redirect(w, r, a.startURL(a.external), http.StatusFound)
		return
	}
	if reason := query.Get("error"); reason != "" {
		a.log.WithField("reason", reason).WithField("description", query.Get("error_description")).Info("login was refused")
		http.Error(w, "authentik did not allow this login.", http.StatusForbidden)
		return
	}
	verifier, _ := session.Values[keyPKCE].(string)
	raw, token, err := a.redeem(r, query.Get("code"), verifier, login)
	if err != nil {
		a.fail(w, err)
		return
	}
	delete(session.Values, keyLogin)
	delete(session.Values, keyPKCE)
	session.Values[keyClaims], session.Values[keyToken] = raw, token
	// A new name for what is worth more now: somebody may have planted the old one here, and would share the session.
	session.ID = ""
	if err := session.Save(r, w); err != nil {
		a.fail(w, err)
		return
	}
	http.Redirect(w, r, redirect, http.StatusFound)
}

// signOut ends the session here, and then the one in authentik.
func (a *application) signOut(w http.ResponseWriter, r *http.Request) {
	session, err := a.session(r)
	if err != nil {
		a.fail(w, err)
		return
	}
	target, err := url.Parse(a.endSession)
	if err != nil {
		a.fail(w, err)
		return
	}
	query := target.Query()
	if token, ok := session.Values[keyToken].(string); ok {
		query.Set("id_token_hint", token)
	}
	target.RawQuery = query.Encode()
	clear(session.Values)
	session.Options.MaxAge = -1
	if err := session.Save(r, w); err != nil {
		a.fail(w, err)
		return
	}
	http.Redirect(w, r, target.String(), http.StatusFound)
}

// fail logs why a login cannot go on; the browser is told only that.
func (a *application) fail(w http.ResponseWriter, err error) {
	a.log.WithError(err).Warning("login failed")
	http.Error(w, "The login failed. Please try again.", http.StatusInternalServerError)
}
