package pysite

import (
	"fmt"
	"strings"
	"unicode"

	"akbuild.internal/tools/python/pep508"
)

// drop is a file or folder of a distribution that is left out.
type drop struct {
	text, distribution, path string
	used                     bool
}

func (p *plan) readDrops(drops []string) error {
	for _, text := range drops {
		distribution, path, ok := strings.Cut(text, ":")
		if !ok || distribution == "" || path == "" || strings.ContainsFunc(text, unicode.IsControl) {
			return fmt.Errorf("reading what to leave out: %q is not of the form distribution:path or distribution:folder/**", text)
		}
		if !strings.HasPrefix(path, inScripts+"/") && !strings.HasPrefix(path, inData+"/") {
			path = inSite + "/" + path
		}
		p.drops = append(p.drops, &drop{text: text, distribution: pep508.Name(distribution), path: path})
	}
	return nil
}

// dropped says whether a file is to be left out.
func (p *plan) dropped(distribution, place string) bool {
	for _, d := range p.drops {
		if d.distribution != pep508.Name(distribution) {
			continue
		}
		folder, whole := strings.CutSuffix(d.path, "**")
		if d.path == place || whole && strings.HasPrefix(place, folder) {
			d.used = true
			return true
		}
	}
	return false
}

// checkDrops fails for what was to be left out and is not there: it has changed its place, and somebody should look.
func (p *plan) checkDrops() error {
	for _, d := range p.drops {
		if !d.used {
			return fmt.Errorf("leaving out %s: no wheel here brings such a file; remove it from the list of what is left out", d.text)
		}
	}
	return nil
}
