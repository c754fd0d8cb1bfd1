package e2e

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// stepActions is what each build step of tools/steps is the program of: mnemonics of actions.
var stepActions = []struct {
	step    string
	actions []string
	// slow steps are broken by the edit, so that those of their actions run, and end at once, that need nothing of the others. They
	// stand last, and what is made of others' outputs first: what needs the output of a broken step is not run.
	slow bool
}{
	{"bundle", []string{"AuthentikPrograms", "PythonTreeFolder", "WebDist"}, false},
	{"checkimports", []string{"PythonImports"}, false},
	{"checkrequirements", []string{"PythonRequirements"}, false},
	{"checksource", []string{"SourceContract"}, false},
	{"npm", []string{"NodeModules"}, false},
	// Nix makes the third-party site anew, which has another name then: what its programs and its data go into is made again.
	{"site", []string{"PythonHome", "PythonPrograms", "PythonSite"}, false},
	{"substitute", []string{"Substitute"}, false},
	{"tree", []string{"PythonHome", "PythonPrograms"}, false},
	{"vendortree", []string{"GoVendorOverlay"}, false},
	{"wheel", []string{"HatchWheel"}, false},
	{"web", []string{"WebBundle", "WebClient", "WebLocales", "WebMessages", "WebProxy", "WebSfe"}, true},
	{"typescript", []string{"TypeScriptPackage"}, true},
	{"generate", []string{"CheckClient", "OpenApiGenerate", "OpenApiOptions"}, true},
}

// broken is code that ends a program at once.
const broken = "\nfunc init() { panic(\"this step is broken\") }\n"

// notInBuild are the steps of which there is no action here: those that repositories and Nix run, what is compared with clients
// that lie in a source, what packs the product to ship it, and what builds it with the FIPS 140 module.
var notInBuild = []string{"goprogram", "image", "mirror", "pythonlock", "sbom", "schemapart", "segment", "source"}

// stepsAlone edits the code of each step and looks at which actions run: those of that step, and the compiler's.
func (w *workspace) stepsAlone(t *testing.T, environ []string, flags ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(w.dir, "tools", "steps"))
	if err != nil {
		t.Fatal(err)
	}
	var folders, named []string
	for _, e := range entries {
		if e.IsDir() && !slices.Contains(notInBuild, e.Name()) {
			folders = append(folders, e.Name())
		}
	}
	build := slices.Concat([]string{"build", product, "//backend:contract", "//clients/typescript:api", "//server:vendor"}, flags)
	w.must(environ, build...)
	var earlier []string
	for _, s := range stepActions {
		named = append(named, s.step)
		t.Run("an edit of "+s.step, func(t *testing.T) {
			code := edit
			if s.slow {
				code = broken
			}
			// Left as it is: what it made it makes again.
			w.edit(t, "tools/commands/"+s.step+"/"+s.step+".go", code)
			out, err := w.bazel(environ, append(slices.Clone(build), "--execution_log_json_file="+w.log)...)
			if (err != nil) != s.slow {
				t.Fatalf("the build with the edit: %v\n%s", err, tail(out))
			}
			ran := w.ran(t)
			t.Logf("%s: %v", s.step, ran)
			own := 0
			for _, action := range s.actions {
				if ran[action] > 0 {
					own++
				} else if !s.slow {
					t.Errorf("no %s ran, which is an action of the step %s", action, s.step)
				}
			}
			if own == 0 {
				t.Errorf("no action of the step %s ran", s.step)
			}
			for _, action := range slices.Sorted(maps.Keys(ran)) {
				if !slices.Contains(s.actions, action) && !slices.Contains(earlier, action) && !strings.HasPrefix(action, "Go") {
					t.Errorf("%s ran, which is no action of the step %s", action, s.step)
				}
			}
			if s.slow {
				earlier = append(earlier, s.actions...)
			}
		})
	}
	slices.Sort(named)
	if !slices.Equal(named, folders) {
		t.Errorf("the steps are %q, and edited are %q", folders, named)
	}
}

// ran is how many actions of each mnemonic the build ran whose log was written last.
func (w *workspace) ran(t *testing.T) map[string]int {
	t.Helper()
	ran := map[string]int{}
	for _, spawn := range w.spawns(t) {
		ran[spawn.Mnemonic]++
	}
	return ran
}
