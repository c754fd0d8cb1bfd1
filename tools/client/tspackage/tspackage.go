// Package tspackage compiles a generated TypeScript client to the npm package that a consumer installs: package.json,
// src/, dist/ and dist/esm/ with declarations and source maps.
package tspackage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/stage"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/client/npmname"
	"akbuild.internal/tools/client/npmpack"
)

// Request says what Run compiles, and with what.
type Request struct {
	// Client is the generated client, as akbuild generate makes it.
	Client string
	// Node is the node program.
	Node string
	// TypeScript is a folder of the npm package typescript.
	TypeScript string
	// Out is the package to make.
	Out string
	// Manifest is a file to write the package's sums to; may be empty.
	Manifest string
	// Tarball is a file to write the package to as npm installs it; may be empty.
	Tarball string
	// Errors gets what the compiler says.
	Errors io.Writer
}

// Run compiles. What it makes is whole or not there; the client is never touched.
func Run(ctx context.Context, r Request) error {
	if err := stage.CheckFree(r.Out); err != nil {
		return err
	}
	compiler, err := newCompiler(r.Node, r.TypeScript)
	if err != nil {
		return err
	}
	files, err := r.files()
	if err != nil {
		return err
	}
	return stage.Dir(r.Out, func(tmp string) error {
		if err := tree.Copy(tmp, "", files); err != nil {
			return err
		}
		if err := r.compile(ctx, compiler, tmp); err != nil {
			return err
		}
		if err := tree.Normalise(tmp); err != nil {
			return err
		}
		return r.describe(tmp)
	})
}

// describe writes the manifest and the tarball of the finished package, where they are asked for.
func (r Request) describe(dir string) error {
	if r.Tarball != "" {
		var packed bytes.Buffer
		if err := npmpack.Write(&packed, dir); err != nil {
			return err
		}
		if err := stage.File(r.Tarball, packed.Bytes()); err != nil {
			return err
		}
	}
	if r.Manifest == "" {
		return nil
	}
	sums, err := manifest.Of(dir)
	if err != nil {
		return err
	}
	return stage.File(r.Manifest, sums)
}

// files are the client's that become part of the package: package.json and the sources.
func (r Request) files() ([]tree.File, error) {
	all, err := tree.List(r.Client, tree.Options{})
	if err != nil {
		return nil, fmt.Errorf("reading the TypeScript client: %w", err)
	}
	if err := r.checkName(); err != nil {
		return nil, err
	}
	var files []tree.File
	sources := 0
	for _, f := range all {
		if source := strings.HasPrefix(f.Rel, "src/"); source || f.Rel == packageFile {
			files = append(files, f)
			if source && strings.HasSuffix(f.Rel, ".ts") {
				sources++
			}
		}
	}
	if sources == 0 {
		return nil, fmt.Errorf("reading the TypeScript client %s: it has no src/*.ts; make it with akbuild generate --generator typescript-fetch", r.Client)
	}
	return files, nil
}

const packageFile = "package.json"

// checkName fails for a client that has no package.json, or one whose name npm would refuse.
func (r Request) checkName() error {
	name := filepath.Join(r.Client, packageFile)
	content, err := os.ReadFile(name)
	if err != nil {
		if os.IsNotExist(err) {
			return fmt.Errorf("reading the TypeScript client %s: it has no package.json, which the generator writes when the option npmName is set: --set npmName=NAME", r.Client)
		}
		return fmt.Errorf("reading %s: %w", name, tree.Reason(err))
	}
	var declared struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal(content, &declared); err != nil {
		return fmt.Errorf("reading %s: it is not the JSON of a package: %w", name, err)
	}
	if err := npmname.Check(declared.Name); err != nil {
		return fmt.Errorf("reading %s: %q is no name of an npm package: %w; generate the client with --set npmName=NAME", name, declared.Name, err)
	}
	return nil
}
