package tscalls

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

func request(t *testing.T) Request {
	t.Helper()
	return Request{
		Source:     unpack(t, "tree"),
		Client:     unpack(t, "client"),
		Node:       testenv.Path(t, "AKBUILD_TEST_NODE"),
		TypeScript: testenv.Path(t, "AKBUILD_TEST_TYPESCRIPT"),
	}
}

// unpack writes the files of an archive in testdata to a folder of their own.
func unpack(t *testing.T, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		write(t, dir, f.Name, string(f.Data))
	}
	return dir
}

// wanted reads the call sites that the comments "want ..." of a tree ask for, as "file:line method".
func wanted(t *testing.T, root string) []string {
	t.Helper()
	files, err := tree.List(root, tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var result []string
	for _, f := range files {
		content, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(content), "\n") {
			if _, methods, ok := strings.Cut(line, "// want "); ok {
				for _, m := range strings.Fields(methods) {
					result = append(result, f.Rel+":"+strconv.Itoa(i+1)+" "+m)
				}
			}
		}
	}
	slices.Sort(result)
	return result
}

func found(t *testing.T, r Request) (sites, unclear []string) {
	t.Helper()
	f, err := Find(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range f.Methods() {
		for _, site := range f.Sites[m] {
			sites = append(sites, site.String()+" "+m)
		}
	}
	for _, u := range f.Unclear {
		unclear = append(unclear, u.String()+" "+u.What)
	}
	slices.Sort(sites)
	return sites, unclear
}

func TestFind(t *testing.T) {
	r := request(t)
	got, unclear := found(t, r)
	if diff := cmp.Diff(wanted(t, r.Source), got); diff != "" {
		t.Errorf("call sites (-want +got):\n%s", diff)
	}
	want := []string{"web/src/unclear.ts:4 api.coreUsersCreate", "web/src/unclear.ts:5 typed[key]"}
	if diff := cmp.Diff(want, unclear); diff != "" {
		t.Errorf("unclear uses (-want +got):\n%s", diff)
	}
}

// TestForms says that the client may come as its sources alone, or compiled.
func TestForms(t *testing.T) {
	r := request(t)
	whole, _ := found(t, r)
	sources := r.Client
	for _, form := range []string{".", "dist", "dist/esm"} {
		t.Run(form, func(t *testing.T) {
			r.Client = t.TempDir()
			if form == "." {
				copyTree(t, r.Client, filepath.Join(sources, "src"), ".ts", ".ts")
			} else {
				// The stub's bodies do no harm in what is called a declaration: nothing looks at them.
				copyTree(t, filepath.Join(r.Client, form), filepath.Join(sources, "src"), ".ts", ".d.ts")
			}
			got, _ := found(t, r)
			if diff := cmp.Diff(whole, got); diff != "" {
				t.Errorf("call sites (-want +got):\n%s", diff)
			}
		})
	}
}

// light leaves out the types of browsers, which take the compiler longer than everything else here.
const light = `{"compilerOptions": {"lib": ["ES2022"]}}`

const lazy = `export class Lazy<T> { get(): T; }
export declare const lazy: <T>(make: () => T) => Lazy<T>;
`

// TestNodeModules says that calls through third-party types are found where those are at hand.
func TestNodeModules(t *testing.T) {
	r := request(t)
	r.Source = t.TempDir()
	write(t, r.Source, "web/tsconfig.json", light)
	write(t, r.Source, "web/src/a.ts", `import { lazy } from "lazy";
import { CoreApi } from "@goauthentik/api";
export const users = lazy(() => new CoreApi()).get().coreUsersList(); // want coreUsersList
`)
	modules := t.TempDir()
	write(t, modules, "node_modules/lazy/package.json", `{"name": "lazy", "exports": {".": {"types": "./types.d.ts"}}}`)
	write(t, modules, "node_modules/lazy/types.d.ts", lazy)
	r.NodeModules = filepath.Join(modules, "node_modules")
	if got, _ := found(t, r); !slices.Equal(got, wanted(t, r.Source)) {
		t.Errorf("found %v", got)
	}
	r.NodeModules = ""
	write(t, r.Source, "web/node_modules/lazy/index.d.ts", lazy)
	if got, _ := found(t, r); !slices.Equal(got, wanted(t, r.Source)) {
		t.Errorf("found %v with the web UI's own node_modules", got)
	}
}

// copyTree copies the files with a suffix, and gives them another.
func copyTree(t *testing.T, to, from, suffix, other string) {
	t.Helper()
	files, err := tree.List(from, tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		content, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		write(t, to, strings.TrimSuffix(f.Rel, suffix)+other, string(content))
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
