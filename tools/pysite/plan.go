package pysite

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"akbuild.internal/tools/tree"
	"akbuild.internal/tools/wheel"
)

// plan is what goes where.
type plan struct {
	wheels []*planned
	drops  []*drop
	// owners is the wheel of each place, of sites beside this one too.
	owners map[string]string
}

// planned is a wheel, and what becomes of its files.
type planned struct {
	*wheel.Wheel
	files    []placed
	programs []wheel.EntryPoint
}

// placed is a file and its place, such as site/django/urls.py.
type placed struct {
	*wheel.File
	place string
}

func (p *plan) close() {
	for _, w := range p.wheels {
		w.Close()
	}
}

// readBeside takes over what other sites hold.
func (p *plan) readBeside(lists []string) error {
	for _, name := range lists {
		content, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("reading the list of the site beside, %s: %w", name, tree.Reason(err))
		}
		for line := range strings.Lines(string(content)) {
			place, owner, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if !ok {
				return fmt.Errorf("reading the list of the site beside, %s: its line %q is not of the form place, tab, wheel; make it with akbuild site", name, line)
			}
			p.owners[place] = owner
		}
	}
	return nil
}

// add plans a wheel.
func (p *plan) add(path string) error {
	w, err := wheel.Open(path)
	if err != nil {
		return err
	}
	one := &planned{Wheel: w}
	p.wheels = append(p.wheels, one)
	for _, other := range p.wheels[:len(p.wheels)-1] {
		if wheel.Normalise(other.Distribution) == wheel.Normalise(w.Distribution) {
			return fmt.Errorf("installing %s: %s is the same distribution; give one of them", w.Base, other.Base)
		}
	}
	for _, file := range w.Files {
		if file.Name == w.DistInfo+"/INSTALLER" {
			continue
		}
		place, err := placeOf(w, file.Name)
		if err != nil {
			return err
		}
		if p.dropped(w.Distribution, place) {
			continue
		}
		if err := p.own(place, w); err != nil {
			return err
		}
		one.files = append(one.files, placed{file, place})
	}
	points, err := w.EntryPoints()
	if err != nil {
		return err
	}
	for _, point := range points {
		place := inScripts + "/" + point.Name
		if p.dropped(w.Distribution, place) {
			continue
		}
		if err := p.own(place, w); err != nil {
			return err
		}
		one.programs = append(one.programs, point)
	}
	return nil
}

// own gives a place to a wheel, unless another one has it.
func (p *plan) own(place string, w *wheel.Wheel) error {
	if other, taken := p.owners[place]; taken {
		where := strings.TrimPrefix(place, inSite+"/")
		return fmt.Errorf("installing %s: %s brings the file %s too, and one of the two would get the other's; leave it out of one of them, like drop = [\"%s:%s\"]",
			w.Base, other, where, wheel.Normalise(w.Distribution), where)
	}
	p.owners[place] = w.Base
	return nil
}

// placeOf is where a file of a wheel goes.
func placeOf(w *wheel.Wheel, name string) (string, error) {
	rest, ok := strings.CutPrefix(name, w.Data+"/")
	if !ok {
		return inSite + "/" + name, nil
	}
	scheme, rest, _ := strings.Cut(rest, "/")
	switch scheme {
	case "purelib", "platlib":
		return inSite + "/" + rest, nil
	case "scripts":
		return inScripts + "/" + rest, nil
	case "data":
		return inData + "/" + rest, nil
	case "headers":
		return inData + "/include/" + wheel.Normalise(w.Distribution) + "/" + rest, nil
	}
	return "", fmt.Errorf("reading the wheel %s: its file %s is of a kind that PEP 427 does not have; build it anew", w.Base, name)
}

// list names every place and the wheel that it is of, sorted.
func (p *plan) list() string {
	var lines []string
	for _, w := range p.wheels {
		for _, f := range w.files {
			lines = append(lines, f.place+"\t"+w.Base+"\n")
		}
		for _, point := range w.programs {
			lines = append(lines, inScripts+"/"+point.Name+"\t"+w.Base+"\n")
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
