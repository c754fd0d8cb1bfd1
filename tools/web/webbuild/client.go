package webbuild

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Client makes the client that the web UI is built with from the npm package of the client: src/ as ES modules in dist/, beside
// the package's declarations.
func (t TypeScript) Client(ctx context.Context, pkg, out string) error {
	return stage.Dir(out, func(tmp string) error {
		dist := filepath.Join(tmp, "dist")
		if err := t.run(ctx, filepath.Join(pkg, "src"), dist); err != nil {
			return fmt.Errorf("making ES modules of the client %s: %w", pkg, err)
		}
		files, err := tree.List(filepath.Join(pkg, "dist"), tree.Options{Skip: func(rel string, _ bool) bool { return rel == "esm" }})
		if err != nil {
			return err
		}
		declarations := slices.DeleteFunc(files, func(file tree.File) bool { return !strings.HasSuffix(file.Rel, ".d.ts") })
		if err := tree.Copy(dist, "", declarations); err != nil {
			return err
		}
		return describe(pkg, tmp)
	})
}

// describe writes package.json: the client's own, which names one set of modules.
func describe(pkg, out string) error {
	content, err := os.ReadFile(filepath.Join(pkg, "package.json"))
	if err != nil {
		return fmt.Errorf("reading the package.json of the client: %w", tree.Reason(err))
	}
	var own struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	if err := json.Unmarshal(content, &own); err != nil {
		return fmt.Errorf("reading the package.json of the client: %w", err)
	}
	content, err = json.MarshalIndent(map[string]any{
		"name": own.Name, "version": own.Version, "main": "./dist/index.js", "module": "./dist/index.js", "types": "./dist/index.d.ts", "sideEffects": false,
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the package.json of the client: %w", err)
	}
	return stage.File(filepath.Join(out, "package.json"), append(content, '\n'))
}
