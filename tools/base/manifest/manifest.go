// Package manifest writes and compares lists of the files of a tree with their SHA-256 sums, in the format of sha256sum.
package manifest

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/sync/errgroup"
)

// Of returns the manifest of the tree at root: a line `sha256  path` for each file, sorted by path byte by byte.
func Of(root string) ([]byte, error) {
	files, err := tree.List(root, tree.Options{})
	if err != nil {
		return nil, err
	}
	sums := make([]string, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		group.Go(func() error {
			sum, err := sumFile(f.Path)
			sums[i] = sum
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for i, f := range files {
		fmt.Fprintf(&b, "%s  %s\n", sums[i], f.Rel)
	}
	return b.Bytes(), nil
}

func sumFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("hashing %s: %w", name, tree.Reason(err))
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("hashing %s: %w", name, tree.Reason(err))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Compare reports how the manifest got differs from want, one line a file: "missing", "extra" or "different" and the
// path. Lines of want that start with # are comments; name is the file it came from, for errors.
func Compare(name string, want, got []byte) ([]string, error) {
	wanted, order, err := parse(name, want)
	if err != nil {
		return nil, err
	}
	found, foundOrder, err := parse("the tree's manifest", got)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, p := range order {
		switch sum, ok := found[p]; {
		case !ok:
			lines = append(lines, "missing "+p)
		case sum != wanted[p]:
			lines = append(lines, "different "+p)
		}
	}
	for _, p := range foundOrder {
		if _, ok := wanted[p]; !ok {
			lines = append(lines, "extra "+p)
		}
	}
	return lines, nil
}

func parse(name string, content []byte) (map[string]string, []string, error) {
	sums := map[string]string{}
	var order []string
	scanner := bufio.NewScanner(bytes.NewReader(content))
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		sum, p, ok := strings.Cut(line, "  ")
		if !ok || len(sum) != 64 {
			return nil, nil, fmt.Errorf("reading %s: line %d is not `sha256  path`", name, n)
		}
		if _, twice := sums[p]; twice {
			return nil, nil, fmt.Errorf("reading %s: line %d names %s a second time", name, n, p)
		}
		sums[p] = sum
		order = append(order, p)
	}
	if err := scanner.Err(); err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return sums, order, nil
}
