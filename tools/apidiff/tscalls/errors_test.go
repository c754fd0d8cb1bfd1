package tscalls

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBadRequests needs no node.
func TestBadRequests(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "source/web/a.ts", "")
	write(t, dir, "no-web/a.ts", "")
	write(t, dir, "client/src/index.ts", "")
	write(t, dir, "typescript/package.json", "{}")
	write(t, dir, "modules/package.json", "{}")
	write(t, dir, "text", "no program")
	write(t, dir, "other", "#!/bin/sh\necho hello\n")
	write(t, dir, "failing", "#!/bin/sh\necho 'Error: no memory' >&2\necho '    at main.cjs:1' >&2\nexit 3\n")
	for _, name := range []string{"other", "failing"} {
		if err := os.Chmod(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	good := Request{Source: "source", Client: "client", Node: "other", TypeScript: "typescript"}
	for _, test := range []struct {
		name   string
		change func(*Request)
		want   string
	}{
		{"no web UI", func(r *Request) { r.Source = "no-web" }, "reading the web UI: there is no folder DIR/no-web/web"},
		{"no client", func(r *Request) { r.Client = "nowhere" },
			"reading the TypeScript client: there is no folder DIR/nowhere"},
		{"no TypeScript", func(r *Request) { r.TypeScript = "text" },
			"reading the npm package typescript: there is no folder DIR/text"},
		{"other npm packages", func(r *Request) { r.NodeModules = "modules" },
			"reading the npm packages: DIR/modules is not called node_modules"},
		{"no node", func(r *Request) { r.Node = "nowhere" },
			"asking the TypeScript compiler: starting node: DIR/nowhere: no such file or directory"},
		{"no program", func(r *Request) { r.Node = "text" },
			"asking the TypeScript compiler: starting node: DIR/text: permission denied"},
		{"another program", func(r *Request) {},
			"asking the TypeScript compiler: DIR/other is not node: its answer is not JSON"},
		{"a failing program", func(r *Request) { r.Node = "failing" },
			"asking the TypeScript compiler: DIR/failing: exit status 3: Error: no memory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := good
			test.change(&r)
			for _, p := range []*string{&r.Source, &r.Client, &r.Node, &r.TypeScript, &r.NodeModules} {
				if *p != "" {
					*p = filepath.Join(dir, *p)
				}
			}
			_, err := Find(t.Context(), r)
			checkError(t, err, dir, test.want)
		})
	}
}

func TestErrors(t *testing.T) {
	good := request(t)
	const header = "import { CoreApi } from \"@goauthentik/api\";\n"
	for _, test := range []struct {
		name   string
		files  map[string]string
		change func(r *Request, dir string)
		want   string
	}{{
		name:  "no TypeScript file",
		files: map[string]string{"web/a.js": ""},
		want:  "the web UI has no TypeScript file",
	}, {
		name:  "syntax",
		files: map[string]string{"web/src/a.ts": header + "export const = 1;\n"},
		want:  "the web UI does not type-check: web/src/a.ts:2: Variable declaration expected.",
	}, {
		name: "missing package",
		files: map[string]string{"web/src/a.ts": header +
			"import { lazy } from \"lazy\";\nlazy(() => new CoreApi()).get()\n  .coreUsersList();\n"},
		want: "the web UI does not type-check enough: web/src/a.ts:4: cannot tell whether " +
			"lazy(() => new CoreApi()).get() .coreUsersList is the API's; without lazy",
	}, {
		name:  "missing name",
		files: map[string]string{"web/src/a.ts": "export const list = nothing.coreUsersList;\n"},
		want: "the web UI does not type-check enough: web/src/a.ts:1: cannot tell whether " +
			"nothing.coreUsersList is the API's; its type has an error",
	}, {
		name:  "client of another release",
		files: map[string]string{"web/src/a.ts": header + "export const list = new CoreApi().coreNewsList();\n"},
		want: "the web UI does not type-check with the client CLIENT: web/src/a.ts:2: " +
			"CoreApi has no coreNewsList; is the client that of another release?",
	}, {
		name:   "no package typescript",
		files:  map[string]string{"web/a.ts": "", "other/package.json": "{}"},
		change: func(r *Request, dir string) { r.TypeScript = filepath.Join(dir, "other") },
		want:   "DIR/other is no folder of the npm package typescript: it has no lib/typescript.js",
	}, {
		name: "another TypeScript",
		files: map[string]string{
			"web/a.ts": "", "ts/lib/typescript.js": "exports.version = exports.versionMajorMinor = '7.0';",
		},
		change: func(r *Request, dir string) { r.TypeScript = filepath.Join(dir, "ts") },
		want:   "DIR/ts has TypeScript 7.0, and the call sites need version 5",
	}, {
		name:   "a TypeScript that fails",
		files:  map[string]string{"web/a.ts": "", "ts/lib/typescript.js": "throw new Error('damaged');"},
		change: func(r *Request, dir string) { r.TypeScript = filepath.Join(dir, "ts") },
		want:   "the TypeScript compiler failed: damaged",
	}, {
		name:   "no client",
		files:  map[string]string{"web/a.ts": "", "client/package.json": "{}"},
		change: func(r *Request, dir string) { r.Client = filepath.Join(dir, "client") },
		want:   "reading the TypeScript client DIR/client: it has neither src/index.ts nor dist/index.d.ts",
	}, {
		name:   "a client without operations",
		files:  map[string]string{"web/a.ts": "", "client/src/index.ts": "export {};\n"},
		change: func(r *Request, dir string) { r.Client = filepath.Join(dir, "client") },
		want:   "reading the TypeScript client DIR/client: it has no API method",
	}} {
		t.Run(test.name, func(t *testing.T) {
			r := good
			r.Source = t.TempDir()
			write(t, r.Source, "web/tsconfig.json", light)
			for name, content := range test.files {
				write(t, r.Source, name, content)
			}
			if test.change != nil {
				test.change(&r, r.Source)
			}
			_, err := Find(t.Context(), r)
			checkError(t, err, r.Source, strings.ReplaceAll(test.want, "CLIENT", good.Client))
		})
	}
}

func checkError(t *testing.T, err error, dir, want string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	if got := strings.ReplaceAll(err.Error(), dir, "DIR"); got != want {
		t.Errorf("error\n%s\nwant\n%s", got, want)
	}
}
