package pep508

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"akbuild.internal/tools/python/pyrun"
)

//go:embed environment.py
var environmentProgram string

// Interpreter asks an interpreter for its environment.
func Interpreter(ctx context.Context, python string) (Environment, error) {
	fail := func(err error) (Environment, error) {
		return nil, fmt.Errorf("asking the interpreter %s for its version: %w", python, err)
	}
	dir, err := os.MkdirTemp("", "akbuild-environment-")
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "environment.json")
	if err := pyrun.Run(ctx, pyrun.Script{Python: python, Source: environmentProgram, Args: []string{out}}); err != nil {
		return fail(err)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		return fail(err)
	}
	var env Environment
	if err := json.Unmarshal(content, &env); err != nil {
		return fail(err)
	}
	return env.anywhere(), nil
}
