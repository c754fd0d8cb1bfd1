package gocalls

import (
	"cmp"
	"path/filepath"
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	const (
		module = "module goauthentik.io\n"
		header = "package main\n\nimport \"goauthentik.io/api/v3\"\n\n"
	)
	places := map[string]string{
		"CLIENT":  unpack(t, "client"),
		"EMPTY":   t.TempDir(),
		"SYNC":    filepath.Join(unpack(t, "sdk"), "src", "sync"),
		"nowhere": "nowhere",
	}
	for _, test := range []struct {
		name   string
		files  map[string]string
		client string
		want   string
	}{{
		name: "no go.mod",
		want: "looking for the Go server in SOURCE: reading go.mod: no such file or directory",
	}, {
		name:  "no module",
		files: map[string]string{"go.mod": "go 1.24\n"},
		want:  "looking for the Go server in SOURCE: its go.mod names no module",
	}, {
		name:   "no client",
		files:  map[string]string{"go.mod": module},
		client: "nowhere",
		want:   "reading the Go client nowhere: no such file or directory",
	}, {
		name:   "empty client",
		files:  map[string]string{"go.mod": module},
		client: "EMPTY",
		want:   "reading the Go client EMPTY: no buildable Go source files in EMPTY",
	}, {
		name:   "client without operations",
		files:  map[string]string{"go.mod": module},
		client: "SYNC",
		want:   "reading the Go client SYNC: it has no API method",
	}, {
		name: "syntax",
		files: map[string]string{
			"go.mod": module, "a/a.go": header + "func {\n", "b/b.go": header + "func {\n",
		},
		want: "the Go server does not type-check: a/a.go:5: expected 'IDENT', found '{'",
	}, {
		name:  "two packages in a folder",
		files: map[string]string{"go.mod": module, "a/a.go": "package a\n", "a/b.go": "package b\n"},
		want:  "the Go server does not type-check: goauthentik.io/a has both a package a and a package b",
	}, {
		name: "missing package",
		files: map[string]string{"go.mod": module, "main.go": "package main\n\nimport (\n\t\"example.com/lazy\"\n" +
			"\t\"goauthentik.io/api/v3\"\n)\n\nvar v lazy.Value[*api.APIClient]\n\n" +
			"func f() { v.Get().CoreAPI.CoreUsersList(nil) }\n"},
		want: "the Go server does not type-check enough: main.go:10: cannot tell whether " +
			"v.Get().CoreAPI.CoreUsersList is the API's without example.com/lazy",
	}, {
		name: "error of another kind",
		files: map[string]string{"go.mod": module, "main.go": header +
			"func f(c *api.APIClient) { d := undefined(c); d.CoreUsersList(nil) }\n"},
		want: "the Go server does not type-check enough: main.go:5: cannot tell whether " +
			"d.CoreUsersList is the API's: undefined: undefined",
	}, {
		name: "client of another release",
		files: map[string]string{"go.mod": module, "main.go": header +
			"func f(c *api.APIClient) { c.CoreAPI.CoreNewsList(nil) }\n"},
		want: "the Go server does not type-check with the client CLIENT: main.go:5: " +
			"CoreAPIService has no CoreNewsList; is the client that of another release?",
	}} {
		t.Run(test.name, func(t *testing.T) {
			source := t.TempDir()
			for name, content := range test.files {
				write(t, source, name, content)
			}
			client := places[cmp.Or(test.client, "CLIENT")]
			_, err := Find(Request{Source: source, Client: client})
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.ReplaceAll(err.Error(), source, "SOURCE")
			for name, dir := range places {
				got = strings.ReplaceAll(got, dir, name)
			}
			if got != test.want {
				t.Errorf("error\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}
