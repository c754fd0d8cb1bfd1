package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// server answers as authentik does; answer says what a request is answered with.
func server(t *testing.T, answer func(w http.ResponseWriter, r *http.Request) any) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Powered-By", "authentik")
		if a := answer(w, r); a != nil {
			_ = json.NewEncoder(w).Encode(a)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func client(t *testing.T, base, token string) *Client {
	t.Helper()
	c, err := New(base, token)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSession sends back what a session was given with everything that changes something, and only that; a token needs none.
func TestSession(t *testing.T) {
	s := server(t, func(w http.ResponseWriter, r *http.Request) any {
		http.SetCookie(w, &http.Cookie{Name: csrfCookie, Value: "given", Path: "/"})
		return map[string]string{"csrf": r.Header.Get(csrfHeader), "token": r.Header.Get("Authorization")}
	})
	for token, want := range map[string][2]string{"": {"", "given"}, "mine": {"", ""}} {
		c := client(t, s.URL, token)
		var got, posted map[string]string
		if err := c.Get(t.Context(), "/api/", &got); err != nil {
			t.Fatal(err)
		}
		if err := c.Post(t.Context(), "/api/", map[string]any{}, &posted); err != nil {
			t.Fatal(err)
		}
		if got["csrf"] != want[0] || posted["csrf"] != want[1] || (token != "") != (posted["token"] == "Bearer "+token) {
			t.Errorf("with the token %q it is told %v and %v", token, got, posted)
		}
	}
}

// TestRefused: what is not authentik's own yes is an error, with the words of who said no.
func TestRefused(t *testing.T) {
	s := server(t, func(w http.ResponseWriter, r *http.Request) any {
		switch r.URL.Path {
		case "/other":
			w.Header().Set("X-Powered-By", "another")
		case "/no":
			w.WriteHeader(http.StatusForbidden)
			return "not you"
		}
		return "text"
	})
	for path, want := range map[string]string{
		"/other": `200 OK, by "another"`, "/no": `GET /no: 403 Forbidden, by "authentik": "not you"`, "/text": "GET /text: json: cannot unmarshal",
	} {
		var answer struct{}
		if err := client(t, s.URL, "").Get(t.Context(), path, &answer); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want %s", path, err, want)
		}
	}
}

// TestUpload sends a file as a form does, and values, too.
func TestUpload(t *testing.T) {
	s := server(t, func(_ http.ResponseWriter, r *http.Request) any {
		if r.URL.Path == "/form" {
			return map[string]string{"said": r.FormValue("word")}
		}
		file, header, err := r.FormFile("file")
		if err != nil {
			return nil
		}
		content, _ := io.ReadAll(file)
		if header.Filename != "icon.svg" || string(content) != "<svg/>" {
			t.Errorf("it gets %s: %s", header.Filename, content)
		}
		return "got it"
	})
	c := client(t, s.URL, "")
	if err := c.Upload(t.Context(), "/file", "file", "icon.svg", []byte("<svg/>")); err != nil {
		t.Error(err)
	}
	var said map[string]string
	if err := c.Form(t.Context(), "/form", url.Values{"word": {"this & that"}}, &said); err != nil || said["said"] != "this & that" {
		t.Errorf("it says %v, %v", said, err)
	}
}

// TestLeadsTo does not go where it is sent.
func TestLeadsTo(t *testing.T) {
	s := server(t, func(w http.ResponseWriter, r *http.Request) any {
		if r.URL.Path == "/from" {
			http.Redirect(w, r, "/if/flow/one/?a=b", http.StatusFound)
			return nil
		}
		return "a page"
	})
	to, err := client(t, s.URL, "").LeadsTo(t.Context(), "/from")
	if err != nil || to.Path != "/if/flow/one/" || to.RawQuery != "a=b" {
		t.Errorf("it leads to %v, %v", to, err)
	}
	if _, err := client(t, s.URL, "").LeadsTo(t.Context(), "/page"); err == nil || !strings.Contains(err.Error(), "sends nowhere") {
		t.Errorf("the error is %v", err)
	}
}

// TestExecute answers what it is asked, with the query of the page, and stops where it is asked again or asked what it does not know.
func TestExecute(t *testing.T) {
	var next Challenge
	s := server(t, func(_ http.ResponseWriter, r *http.Request) any {
		if r.URL.Path != "/api/v3/flows/executor/in/" || r.URL.Query().Get("query") != "next=/there" {
			t.Errorf("it asks %s", r.URL)
		}
		if r.Method == http.MethodGet {
			return Challenge{Component: "ak-stage-identification", PasswordFields: true}
		}
		var answer map[string]any
		_ = json.NewDecoder(r.Body).Decode(&answer)
		if answer["uid_field"] != "me" || answer["password"] != "word" {
			t.Errorf("it answers %v", answer)
		}
		return next
	})
	for want, challenge := range map[string]Challenge{
		"": {Component: "xak-flow-redirect", To: "/there"},
		"the challenge ak-stage-identification is asked again":  {Component: "ak-stage-identification", Errors: map[string]any{"password": "no"}},
		"nobody here can answer the challenge ak-stage-captcha": {Component: "ak-stage-captcha"},
	} {
		next = challenge
		to, err := client(t, s.URL, "").Execute(t.Context(), "in", "next=/there", "me", "word")
		if to != challenge.To || (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("it leads to %q, %v; want %q, %s", to, err, challenge.To, want)
		}
	}
}
