package pep440

import (
	"cmp"
	"slices"
	"strings"
)

// Compare orders versions as PEP 440 does: below 0 if v comes before w.
func (v Version) Compare(w Version) int {
	return cmp.Or(v.comparePublic(w), slices.CompareFunc(v.local, w.local, compareLocal))
}

// comparePublic leaves the local parts out.
func (v Version) comparePublic(w Version) int {
	return cmp.Or(
		v.compareRelease(w),
		v.comparePre(w),
		compareOptional(v.post, w.post, -1),
		compareOptional(v.dev, w.dev, 1),
	)
}

// compareRelease compares epochs and release parts, of which the shorter one ends in zeros.
func (v Version) compareRelease(w Version) int {
	if c := v.epoch.compare(w.epoch); c != 0 {
		return c
	}
	for i := range max(len(v.release), len(w.release)) {
		if c := v.releaseAt(i).compare(w.releaseAt(i)); c != 0 {
			return c
		}
	}
	return 0
}

func (v Version) comparePre(w Version) int {
	return cmp.Or(cmp.Compare(v.preRank(), w.preRank()), v.preNumber.compare(w.preNumber))
}

// preRank orders 1.0.dev1 < 1.0a1 < 1.0b1 < 1.0rc1 < 1.0 and what follows it.
func (v Version) preRank() int {
	switch v.pre {
	case "a":
		return 1
	case "b":
		return 2
	case "rc":
		return 3
	}
	if v.post == nil && v.dev != nil {
		return 0
	}
	return 4
}

// compareOptional compares numbers of which one that is missing comes first (-1) or last (1).
func compareOptional(a, b *number, missing int) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return missing
	case b == nil:
		return -missing
	}
	return a.compare(*b)
}

// compareLocal compares parts of local versions: words come before numbers.
func compareLocal(a, b string) int {
	switch {
	case isNumber(a) && isNumber(b):
		return newNumber(a).compare(newNumber(b))
	case isNumber(a):
		return 1
	case isNumber(b):
		return -1
	}
	return strings.Compare(a, b)
}

// hasPrefix says whether the version is of the series that the first n numbers of another name.
func (v Version) hasPrefix(of Version, n int) bool {
	if v.epoch != of.epoch {
		return false
	}
	for i := range n {
		if v.releaseAt(i) != of.releaseAt(i) {
			return false
		}
	}
	return true
}
