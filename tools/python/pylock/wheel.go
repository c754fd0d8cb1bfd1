package pylock

import (
	"strconv"
	"strings"

	"deps.dev/util/pypi"
)

// Rank says how well a wheel fits CPython of a version on 64-bit Linux with glibc: the higher the better, 0 not at all. It
// follows the order of PEP 425: made for this version, then the stable ABI, then pure ones; a compiled one before a pure one.
// Of equals, the one for the oldest C library is best: it runs on the most machines.
func Rank(file, python string) int {
	info, err := pypi.ParseWheelName(file)
	if err != nil {
		return 0
	}
	best := 0
	for _, tag := range info.Platforms {
		best = max(best, rankTag(tag, python))
	}
	return best
}

func rankTag(tag pypi.PEP425Tag, python string) int {
	native := strings.HasPrefix(tag.Platform, "manylinux") && strings.HasSuffix(tag.Platform, "_x86_64")
	if !native && tag.Platform != "any" {
		return 0
	}
	points := 100
	if native {
		points += 100000 - glibc(tag.Platform)
	}
	minor, _ := strconv.Atoi(strings.TrimPrefix(python, "3."))
	switch {
	case tag.ABI == "cp3"+strconv.Itoa(minor):
		return points + 50000
	case tag.ABI == "abi3":
		since, err := strconv.Atoi(strings.TrimPrefix(tag.Python, "cp3"))
		if err != nil || since > minor {
			return 0
		}
		return points + 20000 + 100*since
	case tag.ABI == "none" && pure(tag.Python, minor):
		return points + 10000
	}
	return 0
}

// glibc is the minor version of the C library that a platform asks for, at most 99.
func glibc(platform string) int {
	platform = strings.TrimSuffix(strings.TrimPrefix(platform, "manylinux"), "_x86_64")
	if old, ok := map[string]int{"1": 5, "2010": 12, "2014": 17}[platform]; ok {
		return old
	}
	minor, err := strconv.Atoi(strings.TrimPrefix(platform, "_2_"))
	if err != nil {
		return 99
	}
	return min(minor, 99)
}

// pure says whether a wheel without compiled code of one Python version is for another: of its own major version, any version
// up to it; py313 says the version it was made from.
func pure(tag string, minor int) bool {
	if tag == "py3" || tag == "cp3"+strconv.Itoa(minor) {
		return true
	}
	since, err := strconv.Atoi(strings.TrimPrefix(tag, "py3"))
	return strings.HasPrefix(tag, "py3") && err == nil && since <= minor
}
