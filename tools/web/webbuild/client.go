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

// Client makes the client that the web UI is built with: src/ of the generated client as ES modules in dist/, with the declarations of the
// npm package pkg beside them, if it is not "".
func (t TypeScript) Client(ctx context.Context, client, pkg, out string) error {
	return stage.Dir(out, func(tmp string) error {
		dist := filepath.Join(tmp, "dist")
		if err := t.run(ctx, filepath.Join(client, "src"), dist); err != nil {
			return fmt.Errorf("making ES modules of the client %s: %w", client, err)
		}
		if pkg != "" {
			if err := declare(pkg, dist); err != nil {
				return err
			}
		}
		return describe(client, tmp)
	})
}

// declare copies the declarations of a package.
func declare(pkg, dist string) error {
	files, err := tree.List(filepath.Join(pkg, "dist"), tree.Options{Skip: func(rel string, _ bool) bool { return rel == "esm" }})
	if err != nil {
		return err
	}
	declarations := slices.DeleteFunc(files, func(file tree.File) bool { return !strings.HasSuffix(file.Rel, ".d.ts") })
	return tree.Copy(dist, "", declarations)
}

// describe writes package.json: the client's own, which names one set of modules.
func describe(client, out string) error {
	content, err := os.ReadFile(filepath.Join(client, "package.json"))
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
