package wheel

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
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

// ParseFilename reads the name of a wheel; a path before it is ignored.
func ParseFilename(path string) (Filename, error) {
	base := filepath.Base(path)
	stem, ok := strings.CutSuffix(base, ".whl")
	parts := strings.Split(stem, "-")
	if !ok || len(parts) != 5 && len(parts) != 6 || parts[0] == "" || parts[1] == "" {
		return Filename{}, fmt.Errorf("reading the wheel %s: its name is not of the form name-version-python-abi-platform.whl, by which installers know what it is; give it the name that its registry has", base)
	}
	return Filename{Distribution: parts[0], Version: parts[1], Tags: strings.Join(parts[len(parts)-3:], "-")}, nil
}

var separators = regexp.MustCompile(`[-_.]+`)

// Normalise is the form of a distribution's name in which two spellings of it are equal.
func Normalise(distribution string) string {
	return strings.ToLower(separators.ReplaceAllString(distribution, "-"))
}
