package pep508

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Version is a version as PEP 440 has it.
type Version struct {
	epoch   int
	release []int
	// pre is "a", "b", "rc" or empty.
	pre            string
	preN           int
	hasPost        bool
	post           int
	hasDev         bool
	dev            int
	local          []string
	representation string
}

var versionPattern = regexp.MustCompile(`(?i)^\s*v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)` +
	`(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]+)?)?` +
	`(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]+)?)?` +
	`(?:[-_.]?(dev)[-_.]?([0-9]+)?)?` +
	`(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$`)

// ParseVersion reads a version in any of the spellings that PEP 440 allows.
func ParseVersion(s string) (Version, error) {
	m := versionPattern.FindStringSubmatch(s)
	if m == nil {
		return Version{}, fmt.Errorf("%q is not a version", s)
	}
	v := Version{epoch: number(m[1]), preN: number(m[4]), representation: strings.TrimSpace(s)}
	for part := range strings.SplitSeq(m[2], ".") {
		v.release = append(v.release, number(part))
	}
	switch strings.ToLower(m[3]) {
	case "":
	case "a", "alpha":
		v.pre = "a"
	case "b", "beta":
		v.pre = "b"
	default:
		v.pre = "rc"
	}
	v.hasPost, v.post = m[5] != "" || m[6] != "", number(m[5]+m[7])
	v.hasDev, v.dev = m[8] != "", number(m[9])
	if m[10] != "" {
		v.local = separators.Split(strings.ToLower(m[10]), -1)
	}
	return v, nil
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func (v Version) String() string { return v.representation }

func (v Version) prerelease() bool { return v.pre != "" || v.hasDev }

// public is the version without its local part.
func (v Version) public() Version {
	v.local = nil
	return v
}

// base is epoch and release alone.
func (v Version) base() Version {
	return Version{epoch: v.epoch, release: v.release}
}

// Compare orders versions as PEP 440 does: negative, zero or positive.
func (v Version) Compare(w Version) int {
	for _, c := range []int{
		cmp.Compare(v.epoch, w.epoch),
		slices.Compare(trimmed(v.release), trimmed(w.release)),
		cmp.Compare(v.preRank(), w.preRank()),
		cmp.Compare(v.preN, w.preN),
		cmp.Compare(rank(v.hasPost, v.post, -1), rank(w.hasPost, w.post, -1)),
		cmp.Compare(rank(!v.hasDev, 0, v.dev-1<<40), rank(!w.hasDev, 0, w.dev-1<<40)),
		slices.CompareFunc(v.local, w.local, compareLocal),
	} {
		if c != 0 {
			return c
		}
	}
	return 0
}

// trimmed leaves out the zeros at the end of a release: 1.0 is 1.
func trimmed(release []int) []int {
	end := len(release)
	for end > 0 && release[end-1] == 0 {
		end--
	}
	return release[:end]
}

// preRank orders development releases before alphas, and final ones after all of them.
func (v Version) preRank() int {
	switch {
	case v.pre != "":
		return slices.Index([]string{"a", "b", "rc"}, v.pre)
	case v.hasDev && !v.hasPost:
		return -1
	}
	return 3
}

func rank(has bool, value, otherwise int) int {
	if has {
		return value
	}
	return otherwise
}

// compareLocal orders parts of local versions: numbers as numbers and after words.
func compareLocal(a, b string) int {
	n, errA := strconv.Atoi(a)
	m, errB := strconv.Atoi(b)
	switch {
	case errA == nil && errB == nil:
		return cmp.Compare(n, m)
	case errA == nil:
		return 1
	case errB == nil:
		return -1
	}
	return cmp.Compare(a, b)
}
