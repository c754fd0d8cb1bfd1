package ownbazel

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"akbuild.internal/tools/base/tree"
)

// Digest is a line "executable hash path" for each file below a folder, through links.
func Digest(t *testing.T, dir string) string {
	t.Helper()
	files, err := tree.List(dir, tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for _, file := range files {
		info, err := os.Stat(file.Path)
		if err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(file.Path)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%t %x %s\n", info.Mode()&0o100 != 0, sha256.Sum256(content), file.Rel)
	}
	return lines.String()
}

// Differences are the lines that only one of two digests has, the first of them.
func Differences(one, other string) string {
	var found []string
	for _, pair := range [][2]string{{one, other}, {other, one}} {
		has := map[string]bool{}
		for line := range strings.SplitSeq(pair[1], "\n") {
			has[line] = true
		}
		for line := range strings.SplitSeq(pair[0], "\n") {
			if !has[line] && len(found) < 40 {
				found = append(found, line)
			}
		}
	}
	return strings.Join(found, "\n")
}
