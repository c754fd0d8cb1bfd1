package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// snapshot builds what is mutated on the first machine and takes the digest of each of its files, by their paths below bazel-bin.
func (r *reproduction) snapshot(ctx context.Context, log string) (map[string]string, error) {
	args := append([]string{checkoutFlag}, mutated...)
	if log != "" {
		args = append(args, "--execution_log_json_file="+log)
	}
	if _, err := r.first.bazel(ctx, "build", args...); err != nil {
		return nil, err
	}
	paths, root, err := r.first.outputsOf(ctx, mutated, checkoutFlag)
	if err != nil {
		return nil, err
	}
	digests := map[string]string{}
	for _, path := range paths {
		files, err := filesOf(filepath.Join(root, path))
		if err != nil {
			return nil, err
		}
		_, name, _ := strings.Cut(path, "/bin/")
		for rel, file := range files {
			sum, err := digestOf(file)
			if err != nil {
				return nil, err
			}
			digests[filepath.Join(name, rel)] = sum
		}
	}
	return digests, nil
}

// digestOf is the SHA-256 of a file and of whether it may be executed.
func digestOf(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, info.Mode()&0o111)
	if _, err := io.Copy(sum, file); err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// changedFiles are the names that differ between two snapshots, or that only one has.
func changedFiles(before, after map[string]string) []string {
	names := map[string]bool{}
	for name, sum := range before {
		if after[name] != sum {
			names[name] = true
		}
	}
	for name := range after {
		if _, there := before[name]; !there {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}
