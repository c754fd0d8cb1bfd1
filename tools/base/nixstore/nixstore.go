// Package nixstore names what is in the Nix store and puts files into it, under the paths that a fixed-output derivation of the
// same name and hash has, so that Nix finds them there and runs no builder.
package nixstore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// batch is how many paths one call of nix-store gets; a command line has an end.
const batch = 1000

// Folder is where paths of the store begin, unless the environment has moved it.
func Folder() string {
	if dir := os.Getenv("NIX_STORE_DIR"); dir != "" {
		return dir
	}
	return "/nix/store"
}

// State is where Nix keeps what it knows of the store, unless the environment has moved it.
func State() string {
	if dir := os.Getenv("NIX_STATE_DIR"); dir != "" {
		return dir
	}
	return "/nix/var/nix"
}

// FilePath is the store path of a file of that name and sha256 (hexadecimal): that of the derivation with
// outputHashMode = "flat", and that which AddFiles gives.
func FilePath(name, sha string) string { return FixedPath(name, "sha256", sha) }

// FixedPath is FilePath for a hash of any algorithm that Nix knows.
func FixedPath(name, algorithm, sum string) string {
	inner := sha256.Sum256([]byte("fixed:out:" + algorithm + ":" + sum + ":"))
	return path("output:out", hex.EncodeToString(inner[:]), name)
}

// TreePath is the store path of a folder of that name whose archive (NAR) has that sha256 (hexadecimal): that of the
// derivation with outputHashMode = "recursive", and of what Nix's own fetchers put there.
func TreePath(name, sha string) string { return path("source", sha, name) }

// path is the store path of an object of that kind.
func path(kind, sha, name string) string {
	hash := sha256.Sum256([]byte(kind + ":sha256:" + sha + ":" + Folder() + ":" + name))
	return Folder() + "/" + base32(fold(hash[:], 20)) + "-" + name
}

// fold makes a hash shorter, as Nix does for paths.
func fold(hash []byte, size int) []byte {
	short := make([]byte, size)
	for i, b := range hash {
		short[i%size] ^= b
	}
	return short
}

// base32 writes bytes in Nix's own alphabet and order.
func base32(in []byte) string {
	const alphabet = "0123456789abcdfghijklmnpqrsvwxyz"
	out := make([]byte, 0, (len(in)*8+4)/5)
	for n := (len(in)*8 - 1) / 5; n >= 0; n-- {
		bit := n * 5
		digit := uint(in[bit/8]) >> (bit % 8)
		if bit/8+1 < len(in) {
			digit |= uint(in[bit/8+1]) << (8 - bit%8)
		}
		out = append(out, alphabet[digit&31])
	}
	return string(out)
}

// AddFiles puts files into the store by their sha256, each under its own name, and returns their paths in the same order.
func AddFiles(ctx context.Context, files []string) ([]string, error) {
	return AddFixed(ctx, "sha256", files)
}

// AddFixed is AddFiles for a hash of any algorithm that Nix knows.
func AddFixed(ctx context.Context, algorithm string, files []string) ([]string, error) {
	var added []string
	err := each(files, func(some []string) error {
		out, err := nixStore(ctx, append([]string{"--add-fixed", algorithm}, some...)...)
		added = append(added, strings.Fields(out)...)
		return err
	})
	if err == nil && len(added) != len(files) {
		err = fmt.Errorf("adding %d files to the Nix store: nix-store named %d paths", len(files), len(added))
	}
	return added, err
}

// TreeHash is the sha256 of the archive (NAR) of a path in the store, as nix/ writes it: sha256-….
func TreeHash(ctx context.Context, path string) (string, error) {
	out, err := nixStore(ctx, "--query", "--hash", path)
	if err != nil {
		return "", err
	}
	sri := exec.CommandContext(ctx, "nix-hash", "--type", "sha256", "--to-sri", strings.TrimPrefix(strings.TrimSpace(out), "sha256:"))
	hash, err := sri.Output()
	if err != nil {
		return "", fmt.Errorf("writing the hash of %s: %w", path, err)
	}
	return strings.TrimSpace(string(hash)), nil
}

func each(all []string, f func([]string) error) error {
	for len(all) > 0 {
		n := min(batch, len(all))
		if err := f(all[:n]); err != nil {
			return err
		}
		all = all[n:]
	}
	return nil
}

func nixStore(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "nix-store", args...)
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("asking the Nix store (nix-store %s): %w %s; ./bazelw exec -- brings Nix", args[0], err, strings.Join(strings.Fields(problem.String()), " "))
	}
	return out.String(), nil
}
