package webbuild

import "testing"

func TestPackageOf(t *testing.T) {
	for file, want := range map[string]string{
		"node_modules/lit/index.js":                                 "lit",
		"/root/web/node_modules/@lit/task/package.json":             "@lit/task",
		"packages/sfe/node_modules/a/node_modules/@b/c/d/e.js":      "@b/c",
		"src/flow/node_modules.ts":                                  "",
		"node_modules/.package-lock.json":                           "",
		"node_modules/@lit/README.md":                               "",
		"node_modules/rollup/dist/shared/node_modules-of-others.js": "rollup",
	} {
		if got := packageOf(file); got != want {
			t.Errorf("%s belongs to %q, want %q", file, got, want)
		}
	}
}
