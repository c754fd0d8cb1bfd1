package wheel

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"akbuild.internal/tools/python/pep440"
	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/pytag"
)

// Filename is what the name of a wheel says.
type Filename struct {
	// Distribution is the distribution's name as it is written there.
	Distribution string
	// Version is its version.
	Version string
	// Tags are Python, ABI and platform, as in py3-none-any.
	Tags string
}

// nameOfDistribution is what PEP 508 calls a name, which a wheel's file name has with underscores.
var nameOfDistribution = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._]*[A-Za-z0-9])?$`)

// ParseFilename reads the name of a wheel; a path before it is ignored.
func ParseFilename(path string) (Filename, error) {
	base := filepath.Base(path)
	stem, ok := strings.CutSuffix(base, ".whl")
	parts := strings.Split(stem, "-")
	if ok = ok && (len(parts) == 5 || len(parts) == 6) && nameOfDistribution.MatchString(parts[0]) && parts[1] != ""; ok {
		f := Filename{Distribution: parts[0], Version: parts[1], Tags: strings.Join(parts[len(parts)-3:], "-")}
		if _, err := pytag.Parse(f.Tags); err == nil {
			return f, nil
		}
	}
	return Filename{}, fmt.Errorf("reading the wheel %s: its name is not of the form name-version-python-abi-platform.whl, by which installers know what it is; give it the name that its registry has", base)
}

// isOf says whether a name and a version, as in "Demo.Tool-1.0", are those of the wheel. Either may be spelled in another
// way, and the name may have hyphens.
func (f Filename) isOf(stem string) bool {
	for i, c := range stem {
		if c == '-' && pep508.Name(stem[:i]) == pep508.Name(f.Distribution) && sameVersion(stem[i+1:], f.Version) {
			return true
		}
	}
	return false
}

// sameVersion compares as PEP 440 does, and as texts what is no version for that.
func sameVersion(a, b string) bool {
	for _, x := range spellings(a) {
		for _, y := range spellings(b) {
			if x.Compare(y) == 0 {
				return true
			}
		}
	}
	return pep508.Name(a) == pep508.Name(b)
}

// spellings are the versions that a text may stand for: names of files have underscores for hyphens, and wheels of old
// had one for the plus sign of a local version too.
func spellings(text string) []pep440.Version {
	var found []pep440.Version
	for _, candidate := range []string{text, strings.ReplaceAll(text, "_", "-"), strings.Replace(text, "_", "+", 1)} {
		if v, err := pep440.Parse(candidate); err == nil {
			found = append(found, v)
		}
	}
	return found
}
