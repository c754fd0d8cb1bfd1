package kit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/source/modcache"
)

// FillCache adds to a binary cache of Nix, the folder out, what the repositories of a checkout are made of: what was downloaded, and
// what Nix built of it, so that another machine does neither. It is signed with the secret key in the file, which is made if there
// is none, with the public one beside it.
func FillCache(ctx context.Context, c Checkout, out, key string, say io.Writer) error {
	public, err := publicKey(ctx, key)
	if err != nil {
		return err
	}
	from, err := roots(c.OutputBase, c.wants)
	if err != nil {
		return err
	}
	all, asks, err := downloads(ctx, from)
	if err != nil {
		return err
	}
	ledger, err := entries(ctx, all, asks)
	if err != nil {
		return err
	}
	var paths []string
	for _, r := range from {
		paths = append(paths, r.path)
	}
	for _, e := range ledger {
		paths = append(paths, e.paths...)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("making the binary cache %s: %w", out, tree.Reason(err))
	}
	if err := copyToCache(ctx, paths, out, url.Values{"compression": {"zstd"}, "secret-key": {key}}); err != nil {
		return err
	}
	if err := writeModules(ledger, filepath.Join(out, modcache.SupplyList)); err != nil {
		return err
	}
	slices.Sort(paths)
	fmt.Fprintf(say, "nix-cache: %s has the %d things that repositories are made of; on another machine:\nexport AUTHENTIK_BUILD_NIX_CACHE=%s AUTHENTIK_BUILD_NIX_KEY=%s\n",
		out, len(slices.Compact(paths)), out, public)
	return nil
}

// publicKey is the public key of a secret one, both made if there are none.
func publicKey(ctx context.Context, secret string) (string, error) {
	if _, err := os.Stat(secret); errors.Is(err, fs.ErrNotExist) {
		if _, err := run(ctx, nil, "nix-store", "--generate-binary-cache-key", filepath.Base(secret), secret, secret+".pub"); err != nil {
			return "", err
		}
	}
	content, err := os.ReadFile(secret)
	if err != nil {
		return "", fmt.Errorf("reading the key that the binary cache is signed with: %w", tree.Reason(err))
	}
	public, err := run(ctx, strings.NewReader(string(content)), "nix", "--extra-experimental-features", "nix-command", "key", "convert-secret-to-public")
	return strings.TrimSpace(public), err
}
