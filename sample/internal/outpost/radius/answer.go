package radius

import (
	"context"
	"errors"
	"net"

	"layeh.com/radius"
	"layeh.com/radius/rfc2865"

	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/flow"
)

// answer answers a request. Where nothing may be said, it says nothing: a client that does not know the secret cannot
// tell a server that ignores it from none at all.
func (s *Server) answer(w radius.ResponseWriter, r *radius.Request) {
	if r.Code != radius.CodeAccessRequest || !authentic(r.Packet) {
		s.requests.WithLabelValues("ignored").Inc()
		return
	}
	p := s.providerFor(r.RemoteAddr)
	if p == nil {
		return
	}
	username, password := rfc2865.UserName_GetString(r.Packet), rfc2865.UserPassword_GetString(r.Packet)
	entry := s.log.WithField("username", username).WithField("client", r.RemoteAddr.String())
	code, outcome := radius.CodeAccessReject, "rejected"
	switch err := s.check(r.Context(), p, r.RemoteAddr, username, password); {
	case err == nil:
		code, outcome = radius.CodeAccessAccept, "accepted"
		entry.Info("accepted")
	case errors.Is(err, errRefused):
		entry.WithError(err).Info("rejected")
	default:
		// No answer: the client then asks another server, or again.
		s.requests.WithLabelValues("failed").Inc()
		entry.WithError(err).Warning("request failed")
		return
	}
	s.requests.WithLabelValues(outcome).Inc()
	response, err := sign(r.Response(code))
	if err != nil {
		entry.WithError(err).Warning("signing an answer failed")
		return
	}
	if err := w.Write(response); err != nil {
		entry.WithError(err).Debug("sending an answer failed")
	}
}

// errRefused is the error of a request that authentik decided, against the user.
var errRefused = errors.New("refused")

type refusal string

func (r refusal) Error() string        { return string(r) }
func (r refusal) Is(target error) bool { return target == errRefused }

// check finds out whether somebody may pass.
func (s *Server) check(ctx context.Context, p *provider, client net.Addr, username, password string) error {
	if username == "" || password == "" {
		return refusal("no name or no password (only PAP is supported)")
	}
	ip, _, err := net.SplitHostPort(client.String())
	if err != nil {
		ip = client.String()
	}
	request := flow.Request{Slug: p.AuthFlowSlug, Username: username, Password: password, ClientIP: ip, Kind: "radius"}
	if p.GetMfaSupport() {
		request.Password, request.Code = flow.SplitCode(password)
	}
	outcome, err := s.flows.Execute(ctx, request)
	if err != nil {
		return err
	}
	if !outcome.Passed {
		return refusal(outcome.Reason)
	}
	access, res, err := outcome.Session.OutpostsAPI.OutpostsRadiusAccessCheck(ctx, p.Pk).
		AppSlug(p.ApplicationSlug).Execute()
	if err != nil {
		return ak.Explain("checking access to the application", res, err)
	}
	if !access.Access.Passing {
		return refusal("no access to the application")
	}
	return nil
}
