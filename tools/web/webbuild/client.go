package webbuild

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
)

// Client makes the client that the web UI is built with from the npm package of the client: src/ as ES modules in dist/, beside
// the package's declarations.
func Client(ctx context.Context, pkg, node, script, typescript, out string, words io.Writer) error {
	return stage.Dir(out, func(tmp string) error {
		typescript, err := filepath.Abs(typescript)
		if err != nil {
			return fmt.Errorf("finding the TypeScript compiler: %w", err)
		}
		dist := filepath.Join(tmp, "dist")
		cmd := exec.CommandContext(ctx, node, script, typescript, filepath.Join(pkg, "src"), dist)
		cmd.Env = []string{"LC_ALL=C.UTF-8", "TZ=UTC"}
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := cmd.Run(); err != nil {
			_, _ = words.Write(said.Bytes())
			return fmt.Errorf("making ES modules of the client %s: %w, the words of the TypeScript compiler are above", pkg, err)
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
