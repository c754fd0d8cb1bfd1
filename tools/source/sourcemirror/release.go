package sourcemirror

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/source/lines"
)

// release is what a release line says of one of its versions.
type release struct {
	// file is the line's file.
	file string
	// Version, Rev and NarHash are the release's, its commit, and the hash of its tree.
	Version, Rev, NarHash string
}

func readRelease(folder, version string) (release, error) {
	all, err := lines.Read(folder)
	if err != nil {
		return release{}, err
	}
	v, file, err := all.Release(version)
	if err != nil {
		return release{}, err
	}
	r := release{file: file, Version: version, Rev: v.Rev, NarHash: v.NarHash}
	if r.storePath() == "" {
		return r, fmt.Errorf("reading the release %s in %s: it must have rev and narHash (sha256-…)", version, file)
	}
	return r, nil
}

// name is what nix/packages/source.nix calls the tree.
func (r release) name() string { return "authentik-source-" + r.Version }

// tag is the release's in authentik's repository.
func (r release) tag() string { return "version/" + r.Version }

// storePath is where the release's tree lies in the Nix store; empty when narHash is none.
func (r release) storePath() string {
	text, ok := strings.CutPrefix(r.NarHash, "sha256-")
	sum, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(sum) != 32 {
		return ""
	}
	return nixstore.TreePath(r.name(), hex.EncodeToString(sum))
}
