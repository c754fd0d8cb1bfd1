package relock

import (
	"fmt"
	"regexp"
	"strings"
)

// gitSource is a source of [tool.uv.sources].
type gitSource struct {
	git, rev string
	// version is what is known of the revision; empty: the version that a registry has.
	version string
}

func (s gitSource) address() string { return s.git + "?rev=" + s.rev }

var (
	registry  = regexp.MustCompile(`(?m)^source = \{ registry = "[^"]*" \}$`)
	place     = regexp.MustCompile(`\burl = "[^"]*/([^"/]+)"`)
	uploaded  = regexp.MustCompile(`, upload-time = "[^"]*"`)
	held      = regexp.MustCompile(`(?ms)^constraints = \[\n.*?^\]\n`)
	version   = regexp.MustCompile(`(?m)^version = "[^"]*"`)
	files     = regexp.MustCompile(`(?ms)^(sdist = [^\n]*\n|wheels = \[\n.*?^\]\n)`)
	specifier = regexp.MustCompile(`specifier = "[^"]*"`)
	address   = regexp.MustCompile(`[a-z+]+://[^"]*`)
)

// rewrite takes the addresses out of a uv.lock, and the constraints that held its versions, and lets what the tree takes
// from git come from there.
func rewrite(text string, sources map[string]gitSource) (string, error) {
	text = registry.ReplaceAllString(text, `source = { registry = "index" }`)
	text = place.ReplaceAllString(text, `filename = "$1"`)
	text = uploaded.ReplaceAllString(text, "")
	text = held.ReplaceAllString(text, "")
	if found := address.FindString(text); found != "" {
		return "", fmt.Errorf("uv wrote the address %s at a place that is not known to hold one", found)
	}
	blocks := strings.Split(text, "\n[[package]]\n")
	for name, s := range sources {
		for i, block := range blocks {
			if strings.HasPrefix(block, fmt.Sprintf("name = %q\n", name)) {
				block = strings.Replace(block, `source = { registry = "index" }`, fmt.Sprintf("source = { git = %q }", s.address()+"#"+s.rev), 1)
				if s.version != "" {
					block = version.ReplaceAllLiteralString(block, fmt.Sprintf("version = %q", s.version))
				}
				blocks[i] = files.ReplaceAllString(block, "")
				continue
			}
			// What a project asked for: a source, and not versions.
			lines := strings.Split(block, "\n")
			for j, line := range lines {
				if strings.HasPrefix(line, fmt.Sprintf("    { name = %q, ", name)) {
					lines[j] = specifier.ReplaceAllLiteralString(line, fmt.Sprintf("git = %q", s.address()))
				}
			}
			blocks[i] = strings.Join(lines, "\n")
		}
	}
	return strings.Join(blocks, "\n[[package]]\n"), nil
}
