package pep508

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Specifiers is a list of conditions on a version, all of which must hold. Empty allows every version.
type Specifiers []specifier

type specifier struct {
	operator string
	text     string
	version  Version
	// prefix says that the version ended in ".*".
	prefix bool
}

var specifierPattern = regexp.MustCompile(`^\s*(~=|===|==|!=|<=|>=|<|>)\s*(\S+)\s*$`)

// ParseSpecifiers reads conditions such as ">=5.2,<6".
func ParseSpecifiers(s string) (Specifiers, error) {
	var list Specifiers
	for part := range strings.SplitSeq(s, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		m := specifierPattern.FindStringSubmatch(part)
		if m == nil {
			return nil, fmt.Errorf("%q is not a condition on a version", strings.TrimSpace(part))
		}
		one := specifier{operator: m[1], text: m[2]}
		if one.operator == "===" {
			list = append(list, one)
			continue
		}
		if one.operator == "==" || one.operator == "!=" {
			m[2], one.prefix = strings.CutSuffix(m[2], ".*")
		}
		version, err := ParseVersion(m[2])
		if err != nil {
			return nil, fmt.Errorf("reading the condition %q: %w", strings.TrimSpace(part), err)
		}
		if one.operator == "~=" && len(version.release) < 2 {
			return nil, fmt.Errorf("reading the condition %q: ~= needs a version of two parts at least", strings.TrimSpace(part))
		}
		one.version = version
		list = append(list, one)
	}
	return list, nil
}

// Allow says whether every condition holds for the version. Pre-releases are versions like others: a set holds what it
// was given.
func (s Specifiers) Allow(v Version) bool {
	for _, one := range s {
		if !one.allows(v) {
			return false
		}
	}
	return true
}

func (s Specifiers) String() string {
	parts := make([]string, len(s))
	for i, one := range s {
		parts[i] = one.operator + one.text
	}
	return strings.Join(parts, ",")
}

func (s specifier) allows(v Version) bool {
	switch s.operator {
	case "===":
		return strings.EqualFold(v.representation, s.text)
	case "==":
		return s.equal(v)
	case "!=":
		return !s.equal(v)
	case "<=":
		return v.public().Compare(s.version) <= 0
	case ">=":
		return v.public().Compare(s.version) >= 0
	case "<":
		return v.Compare(s.version) < 0 && (s.version.prerelease() || !v.prerelease() || v.base().Compare(s.version.base()) != 0)
	case ">":
		if v.Compare(s.version) <= 0 {
			return false
		}
		// Post-releases and local versions of the very version are not after it.
		origin := v.public()
		if !s.version.hasPost {
			origin.hasPost, origin.post, origin.hasDev, origin.dev = false, 0, s.version.hasDev, s.version.dev
		}
		return origin.Compare(s.version) != 0
	case "~=":
		return v.public().Compare(s.version) >= 0 &&
			hasPrefix(v, Version{epoch: s.version.epoch, release: s.version.release[:len(s.version.release)-1]})
	}
	return false
}

func (s specifier) equal(v Version) bool {
	if s.prefix {
		return hasPrefix(v, s.version)
	}
	if s.version.local == nil {
		v = v.public()
	}
	return v.Compare(s.version) == 0
}

// hasPrefix says whether v begins with the prefix, part by part; missing parts of v are zeros.
func hasPrefix(v, prefix Version) bool {
	if v.epoch != prefix.epoch {
		return false
	}
	own := slices.Clone(v.release)
	for len(own) < len(prefix.release) {
		own = append(own, 0)
	}
	if !slices.Equal(own[:len(prefix.release)], prefix.release) {
		return false
	}
	if prefix.pre != "" && (len(v.release) != len(prefix.release) || v.pre != prefix.pre || v.preN != prefix.preN) {
		return false
	}
	return !prefix.hasPost || v.hasPost && v.post == prefix.post
}
