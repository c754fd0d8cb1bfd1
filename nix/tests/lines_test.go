package nix_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/source/lines"
	"akbuild.internal/tools/testing/testenv"
)

// What a line inherits is read three times: by Bazel, by Nix and by akbuild. They read the same of every line that there is.
func TestThreeReadersOfLinesAgree(t *testing.T) {
	bazel := bazelsLines(t)
	root := checkout(t)
	reader, err := lines.Read(filepath.Join(root, "lines"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range bazel {
		names = append(names, name)
	}
	slices.Sort(names)
	if !slices.Equal(names, reader.Names()) || len(names) < 4 {
		t.Fatalf("Bazel has the lines %q, akbuild %q", names, reader.Names())
	}
	files := filesOf(bazel)
	nix := nixLines(t, root, files)
	for _, name := range names {
		// What is read over that of the line before: all of the chain, which Nix does not need.
		chains := map[string]any{}
		for file, key := range map[string]string{"npm.yaml": "npm", "tests.yaml": "tests"} {
			chains[file] = bazel[name][key]
			delete(bazel[name], key)
		}
		if !reflect.DeepEqual(bazel[name], nix[name]) {
			t.Errorf("of the line %s Bazel reads\n%v\nand Nix\n%v", name, bazel[name], nix[name])
		}
		for _, file := range files {
			found, err := reader.Files(name, file)
			if err != nil || len(found) == 0 {
				t.Errorf("akbuild finds no %s of the line %s: %v", file, name, err)
				continue
			}
			var below []any
			for _, f := range found {
				below = append(below, strings.TrimPrefix(f, filepath.Join(root, "lines")+"/"))
			}
			if nearest, want := below[len(below)-1], bazel[name]["files"].(map[string]any)[file]; nearest != want {
				t.Errorf("the %s of the line %s is %s for akbuild and %s for Bazel", file, name, nearest, want)
			}
			if chain, read := chains[file]; read && !reflect.DeepEqual(chain, any(below)) {
				t.Errorf("the %s of the line %s are %q for akbuild and %q for Bazel", file, name, below, chain)
			}
		}
		for version, record := range bazel[name]["versions"].(map[string]any) {
			rev, pinned := record.(map[string]any)["rev"]
			if !pinned {
				continue
			}
			if found, _, err := reader.Release(version); err != nil || found.Rev != rev {
				t.Errorf("akbuild has %s of %s, %v; Bazel %v", found.Rev, version, err, rev)
			}
		}
	}
}

// line is all that a reader says of a line, by key.
type line = map[string]any

// bazelsLines are the lines as the repository @authentik_sources has them.
func bazelsLines(t *testing.T) map[string]line {
	t.Helper()
	name := os.Getenv("AKBUILD_LINES")
	if name == "" {
		testenv.Absent(t, "AKBUILD_LINES is not set: run it with ./bazelw test //nix/tests:nix_test")
	}
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var read map[string]line
	if err := json.Unmarshal(content, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// filesOf are the names of the files that lines have.
func filesOf(read map[string]line) []string {
	var names []string
	for _, l := range read {
		for name := range l["files"].(map[string]any) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// nixLines are the lines as Nix has them, its files as paths below lines/.
func nixLines(t *testing.T, root string, files []string) map[string]line {
	t.Helper()
	names, err := json.Marshal(files)
	if err != nil {
		t.Fatal(err)
	}
	return eval[map[string]line](t, newNix(t, root), `
		let
		  lines = import ./nix/lib/lines.nix;
		  files = builtins.fromJSON ''`+string(names)+`'';
		  below = path: builtins.replaceStrings [ "${toString ./lines}/" ] [ "" ] (toString path);
		  of = name: let line = lines.of name; in removeAttrs line [ "file" "inherits" "name" ] // {
		    files = builtins.listToAttrs (map (file: { name = file; value = below (line.file file); }) files);
		  };
		in
		builtins.listToAttrs (map (name: { inherit name; value = of name; }) lines.names)`)
}
