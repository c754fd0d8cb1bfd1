package sourcemirror

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"akbuild.internal/tools/nixstore"
	"akbuild.internal/tools/tree"
)

// release is what nix/releases/<version>.json says.
type release struct {
	// file is that file.
	file string
	// Version, Rev and NarHash are the release's, its commit, and the hash of its tree.
	Version, Rev, NarHash string
}

func readRelease(file string) (release, error) {
	r := release{file: file}
	content, err := os.ReadFile(file)
	if err != nil {
		return r, fmt.Errorf("reading the release %s: %w", file, tree.Reason(err))
	}
	if err := json.Unmarshal(content, &r); err != nil {
		return r, fmt.Errorf("reading the release %s: %w", file, err)
	}
	if r.Version == "" || r.Rev == "" || r.storePath() == "" {
		return r, fmt.Errorf("reading the release %s: it must have version, rev and narHash (sha256-…)", file)
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
