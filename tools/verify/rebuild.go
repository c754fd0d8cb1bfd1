package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/ship/image"
	"github.com/spf13/cobra"
)

// published is a digest as people write it.
var published = regexp.MustCompile(`^(?:sha256:)?([0-9a-f]{64})$`)

func rebuildCommand() *cobra.Command {
	var source, line, folder string
	cmd := &cobra.Command{
		Use: "rebuild DIGEST", Short: "Build anew, and compare with a digest that somebody published", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			match := published.FindStringSubmatch(args[0])
			if match == nil {
				return fmt.Errorf("reading the digest %q: it is not of the form sha256: and 64 hexadecimal digits; take that of the image, of the tarball, or of the folder", args[0])
			}
			checkout, beside, err := workspace()
			if err != nil {
				return err
			}
			if folder == "" {
				folder = beside
			}
			remove, err := fresh(folder)
			if err != nil {
				return err
			}
			defer remove()
			if source == "" {
				source, line = filepath.Join(checkout, "sample"), "sample"
			}
			s := side{checkout: checkout, source: source, line: line, outputs: folder}
			return s.rebuild(cmd.Context(), cmd.OutOrStdout(), match[1])
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&source, "source", os.Getenv("AUTHENTIK_SOURCE"), "authentik's source tree; without one the sample")
	fl.StringVar(&line, "line", os.Getenv("AUTHENTIK_LINE"), "its release line, where that is not its version's")
	fl.StringVar(&folder, "folder", "", "where it is built, from nothing (default: beside Bazel's outputs; about 5 GB)")
	return cmd
}

// rebuild builds what is shipped with empty caches, prints the digest of each, and fails if none is the one that is wanted.
func (s side) rebuild(ctx context.Context, out io.Writer, wanted string) error {
	defer func() {
		if _, err := s.bazel(context.Background(), "shutdown"); err != nil {
			note("%v", err)
		}
	}()
	flag := "--//:source=sample"
	if s.line != "sample" {
		flag = checkoutFlag
	}
	kinds := []struct {
		target string
		digest func(path string) (string, error)
	}{{"//server:image", imageDigest}, {"//server:tarball", fileDigest}, {"//server:authentik", folderDigest}}
	var targets []string
	for _, kind := range kinds {
		targets = append(targets, kind.target)
	}
	if _, err := s.bazel(ctx, "build", append([]string{flag}, targets...)...); err != nil {
		return err
	}
	found := ""
	for _, kind := range kinds {
		paths, root, err := s.outputsOf(ctx, []string{kind.target}, flag)
		if err != nil {
			return err
		}
		if len(paths) == 0 {
			return fmt.Errorf("building %s: it has no output", kind.target)
		}
		path := filepath.Join(root, paths[0])
		if kind.target == "//server:authentik" {
			path = filepath.Join(root, common(paths))
		}
		digest, err := kind.digest(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "sha256:%s  %s\n", digest, kind.target)
		if digest == wanted {
			found = kind.target
		}
	}
	if found == "" {
		return errors.New("comparing with sha256:" + wanted + ": nothing that was built here has it; build the same version of the source with the same commit of this repository, or ask who published it what was built")
	}
	fmt.Fprintf(out, "%s is what was published\n", found)
	return nil
}

// common is the folder that all of some paths lie in.
func common(paths []string) string {
	folder := filepath.Dir(paths[0])
	for _, path := range paths {
		for !strings.HasPrefix(path, folder+"/") {
			folder = filepath.Dir(folder)
		}
	}
	return folder
}

// imageDigest is what a registry and `docker pull` call an image.
func imageDigest(path string) (string, error) {
	index, err := image.Read(path)
	if err != nil {
		return "", err
	}
	img, err := image.First(index)
	if err != nil {
		return "", err
	}
	digest, err := img.Digest()
	return digest.Hex, err
}

// fileDigest is that of `sha256sum`.
func fileDigest(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", path, tree.Reason(err))
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]), nil
}

// folderDigest is that of the folder's manifest, the lines "sha256  path" of all files: `akbuild manifest DIR | sha256sum`.
func folderDigest(path string) (string, error) {
	lines, err := manifest.Of(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(lines)
	return hex.EncodeToString(sum[:]), nil
}
