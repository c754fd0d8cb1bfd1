package npm

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInStep(t *testing.T) {
	const lock = `{"lockfileVersion": 3, "packages": {
		"": {"dependencies": {"a": "^1.0.0"}, "devDependencies": {"b": "2.0.0"}},
		"packages/w": {"peerDependencies": {"c": "*"}},
		"node_modules/a": {"version": "1.0.0", "dependencies": {"d": "1"}},
		"node_modules/w": {"link": true, "resolved": "packages/w"}}}`
	const root, workspace = `{"name": "web", "dependencies": {"a": "^1.0.0"}, "devDependencies": {"b": "2.0.0"}}`, `{"peerDependencies": {"c": "*"}}`
	for name, c := range map[string]struct{ root, workspace, wrong string }{
		"in step":        {root, workspace, ""},
		"another range":  {strings.Replace(root, "^1.0.0", "^2.0.0", 1), workspace, "asks for a ^2.0.0; the lock was made for ^1.0.0; make it again in the source: npm install --package-lock-only"},
		"one more":       {strings.Replace(root, `"b"`, `"n": "1.0.0", "b"`, 1), workspace, "asks for n 1.0.0; the lock knows nothing of it"},
		"one less":       {`{"dependencies": {"a": "^1.0.0"}}`, workspace, "does not ask for b any more"},
		"in a workspace": {root, `{"peerDependencies": {"c": "3"}}`, filepath.Join("packages", "w", "package.json") + ", which asks for c 3"},
		"no JSON":        {"name: web", workspace, "package.json: invalid character"},
		"no project":     {"", workspace, "no such file"},
		"no workspace":   {root, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			err := os.MkdirAll(filepath.Join(dir, "packages", "w"), 0o755)
			for file, content := range map[string]string{"package-lock.json": lock, "package.json": c.root, "packages/w/package.json": c.workspace} {
				if content != "" {
					err = errors.Join(err, os.WriteFile(filepath.Join(dir, file), []byte(content), 0o644))
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			switch err := InStep(filepath.Join(dir, "package-lock.json")); {
			case c.wrong == "" && err != nil, c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
				t.Errorf("the error is %v, want %q", err, c.wrong)
			case err != nil && strings.Contains(err.Error(), "\n"):
				t.Errorf("it is more than a sentence: %v", err)
			}
		})
	}
}
