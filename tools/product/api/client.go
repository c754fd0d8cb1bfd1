// Package api speaks with an authentik that runs, as a browser does that has logged in, or as a program that has a token.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"
)

// csrfCookie is what a session has to send back in csrfHeader with everything that changes something.
const (
	csrfCookie = "authentik_csrf"
	csrfHeader = "X-authentik-CSRF"
)

// Client speaks with one authentik as one user, or as nobody.
type Client struct {
	base  *url.URL
	token string
	http  *http.Client
}

// New is a client that is nobody, or the one that a token is for.
func New(base, token string) (*Client, error) {
	parsed, err := url.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("reading the address %s: %w", base, err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &Client{base: parsed, token: token, http: &http.Client{Jar: jar, Timeout: time.Minute}}, nil
}

// Get gets what a path of the API answers.
func (c *Client) Get(ctx context.Context, path string, answer any) error {
	return c.Call(ctx, http.MethodGet, path, nil, answer)
}

// Post posts a body to a path of the API; answer may be nil.
func (c *Client) Post(ctx context.Context, path string, body, answer any) error {
	return c.Call(ctx, http.MethodPost, path, body, answer)
}

// Call calls a path of the API with a body that becomes JSON, and reads its answer; both may be nil.
func (c *Client) Call(ctx context.Context, method, path string, body, answer any) error {
	var content io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return err
		}
		content = bytes.NewReader(encoded)
	}
	return c.send(ctx, method, path, "application/json", content, answer)
}

// Upload posts a file, as a form with one field does.
func (c *Client) Upload(ctx context.Context, path, field, name string, content []byte) error {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		return err
	}
	return c.send(ctx, http.MethodPost, path, form.FormDataContentType(), &body, nil)
}

// Form posts values as a form of a page does, and reads the answer as JSON.
func (c *Client) Form(ctx context.Context, path string, values url.Values, answer any) error {
	return c.send(ctx, http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()), answer)
}

// File gets a file, whose address may be a whole one. Of files authentik does not say that they are its own.
func (c *Client) File(ctx context.Context, path string) ([]byte, error) {
	return c.ask(ctx, http.MethodGet, path, "", nil, anybody)
}

func (c *Client) send(ctx context.Context, method, path, kind string, body io.Reader, answer any) error {
	content, err := c.ask(ctx, method, path, kind, body, "authentik")
	if err != nil || answer == nil {
		return err
	}
	if err := json.Unmarshal(content, answer); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	return nil
}

// anybody is who may answer what need not be authentik's own answer.
const anybody = ""

// ask sends a request and returns the answer; one that means no, or that is somebody else's, is an error.
func (c *Client) ask(ctx context.Context, method, path, kind string, body io.Reader, whose string) ([]byte, error) {
	response, err := c.do(ctx, c.http, method, path, kind, body)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if by := response.Header.Get("X-Powered-By"); response.StatusCode/100 != 2 || whose != anybody && by != whose {
		return nil, fmt.Errorf("%s %s: %s, by %q: %s", method, path, response.Status, by, strings.TrimSpace(string(content[:min(len(content), 500)])))
	}
	return content, nil
}

func (c *Client) do(ctx context.Context, with *http.Client, method, path, kind string, body io.Reader) (*http.Response, error) {
	target, err := c.base.Parse(path)
	if err != nil {
		return nil, fmt.Errorf("reading the address %s: %w", path, err)
	}
	request, err := http.NewRequestWithContext(ctx, method, target.String(), body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", "application/json")
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	} else if method != http.MethodGet {
		for _, cookie := range c.http.Jar.Cookies(c.base) {
			if cookie.Name == csrfCookie {
				request.Header.Set(csrfHeader, cookie.Value)
			}
		}
	}
	return with.Do(request)
}

// LeadsTo asks for a page and returns where that sends who asks.
func (c *Client) LeadsTo(ctx context.Context, path string) (*url.URL, error) {
	with := *c.http
	with.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := c.do(ctx, &with, http.MethodGet, path, "", nil)
	if err != nil {
		return nil, err
	}
	response.Body.Close()
	to, err := response.Location()
	if err != nil {
		return nil, fmt.Errorf("GET %s: it answers %s and sends nowhere", path, response.Status)
	}
	return to, nil
}
