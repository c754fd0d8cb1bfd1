package pep440

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Version is a version as PEP 440 has it.
type Version struct {
	epoch   number
	release []number
	// pre is a, b or rc; empty for none.
	pre       string
	preNumber number
	post, dev *number
	local     []string
}

// The expression of PEP 440's appendix B, for lower-case text.
var versionPattern = regexp.MustCompile(`^v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)` +
	`(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]+)?)?` +
	`((?:-([0-9]+))|(?:[-_.]?(?:post|rev|r)[-_.]?([0-9]+)?))?` +
	`([-_.]?dev[-_.]?([0-9]+)?)?` +
	`(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`)

// preNames are the spellings of the three kinds of pre-releases.
var preNames = map[string]string{"alpha": "a", "a": "a", "beta": "b", "b": "b", "c": "rc", "rc": "rc", "pre": "rc", "preview": "rc"}

// Parse reads a version in any spelling that PEP 440 allows.
func Parse(text string) (Version, error) {
	parts := versionPattern.FindStringSubmatch(lower(trim(text)))
	if parts == nil {
		return Version{}, fmt.Errorf("%q is no version (PEP 440)", text)
	}
	v := Version{epoch: newNumber(parts[1]), pre: preNames[parts[3]], preNumber: newNumber(parts[4])}
	for digits := range strings.SplitSeq(parts[2], ".") {
		v.release = append(v.release, newNumber(digits))
	}
	if parts[5] != "" {
		n := newNumber(parts[6] + parts[7])
		v.post = &n
	}
	if parts[8] != "" {
		n := newNumber(parts[9])
		v.dev = &n
	}
	if parts[10] != "" {
		v.local = strings.FieldsFunc(parts[10], func(r rune) bool { return strings.ContainsRune("-_.", r) })
		for i, part := range v.local {
			if isNumber(part) {
				v.local[i] = newNumber(part).String()
			}
		}
	}
	return v, nil
}

// String is the version in its normal form.
func (v Version) String() string {
	var b strings.Builder
	if v.epoch != "" {
		fmt.Fprintf(&b, "%s!", v.epoch)
	}
	for i, n := range v.release {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(n.String())
	}
	if v.pre != "" {
		b.WriteString(v.pre + v.preNumber.String())
	}
	if v.post != nil {
		b.WriteString(".post" + v.post.String())
	}
	if v.dev != nil {
		b.WriteString(".dev" + v.dev.String())
	}
	if len(v.local) > 0 {
		b.WriteString("+" + strings.Join(v.local, "."))
	}
	return b.String()
}

// Release are the first n numbers of the version, such as 3.13 of 3.13.5, with zeros for those that it does not say.
func (v Version) Release(n int) string {
	var parts []string
	for i := range n {
		parts = append(parts, v.releaseAt(i).String())
	}
	return strings.Join(parts, ".")
}

// Precision is how many numbers the release part has: 3 in 3.13.5.
func (v Version) Precision() int { return len(v.release) }

// Public is the version without its local part, the one behind a plus sign.
func (v Version) Public() Version {
	v.local = nil
	return v
}

// trimmed is the version without the zeros that end its release part.
func (v Version) trimmed() Version {
	for len(v.release) > 1 && v.releaseAt(len(v.release)-1) == "" {
		v.release = v.release[:len(v.release)-1]
	}
	return v
}

// IsPrerelease says whether it is a pre-release or a development release.
func (v Version) IsPrerelease() bool { return v.pre != "" || v.dev != nil }

func (v Version) releaseAt(i int) number {
	if i < len(v.release) {
		return v.release[i]
	}
	return ""
}

func isNumber(text string) bool { return strings.Trim(text, "0123456789") == "" }

// lower is the text with ASCII capitals made small: no other letter may become one of a version.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// space are the characters that Python takes for white space.
func space(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

func trim(text string) string { return strings.TrimFunc(text, space) }
