//go:build tools

// Package lint holds the tests that look at every file of the checkout: formatting, vet, staticcheck, shellcheck.
package lint

// The programs that the tests run; the import keeps them in go.mod, so that they are pinned and vendored.
import (
	_ "github.com/bazelbuild/buildtools/buildifier"
	_ "honnef.co/go/tools/cmd/staticcheck"
)
