package pysite

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/claims"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/pytag"
	"akbuild.internal/tools/python/wheel"
)

// plan is what goes where.
type plan struct {
	interpreter pytag.Interpreter
	wheels      []*planned
	drops       []*drop
	// claims are the places and their wheels, those of sites beside this one too.
	claims claims.Claims
}

// planned is a wheel, and what becomes of its files.
type planned struct {
	*wheel.Wheel
	files    []placed
	programs []wheel.EntryPoint
}

func (p *plan) close() {
	for _, w := range p.wheels {
		w.Close()
	}
}

// make plans the wheels.
func (p *plan) make(r Request, wheels []string) error {
	if err := p.readDrops(r.Drop); err != nil {
		return err
	}
	if err := p.readBeside(r.Beside); err != nil {
		return err
	}
	for _, path := range wheels {
		if err := p.add(path); err != nil {
			return err
		}
	}
	if err := p.ownByteCode(); err != nil {
		return err
	}
	return p.checkDrops()
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
			p.claims.Add(place, owner)
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
		if pep508.Name(other.Distribution) == pep508.Name(w.Distribution) {
			return fmt.Errorf("installing %s: %s is the same distribution; give one of them", w.Base, other.Base)
		}
	}
	if err := p.checkUsable(w); err != nil {
		return err
	}
	points, err := w.EntryPoints()
	if err != nil {
		return err
	}
	files, err := choose(w, points)
	if err != nil {
		return err
	}
	for _, f := range files {
		if p.dropped(w.Distribution, f.place) {
			continue
		}
		if err := p.own(f.place, w); err != nil {
			return err
		}
		one.files = append(one.files, f)
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
	for _, place := range written(w) {
		if err := p.own(place, w); err != nil {
			return err
		}
	}
	return nil
}

// checkUsable refuses a wheel that is for another interpreter.
func (p *plan) checkUsable(w *wheel.Wheel) error {
	if !p.interpreter.Supports(w.Tags) {
		return fmt.Errorf("installing %s: it is for %s, which %s cannot use; take the wheel that its registry has for that, or build one", w.Base, w.Filename.Tags, p.interpreter)
	}
	if w.RequiresPython == "" {
		return nil
	}
	ok, err := pep508.AllowsPython(w.RequiresPython, p.interpreter.Version)
	if err != nil {
		return fmt.Errorf("installing %s: reading its METADATA: %w; build it anew", w.Base, err)
	}
	if !ok {
		return fmt.Errorf("installing %s: its METADATA says Requires-Python: %s, and the interpreter is %s; take another version of it, or of Python", w.Base, w.RequiresPython, p.interpreter.Version)
	}
	return nil
}

// choose are the files of a wheel that are installed, sorted by place. As with pip, a script that has the name of an entry
// point is none of them, nor is a file whose place another one of the same wheel takes: of two, the one below .data counts, and
// of two of those the one that comes later in the archive.
func choose(w *wheel.Wheel, points []wheel.EntryPoint) ([]placed, error) {
	at := map[string]placed{}
	taken := written(w)
	for _, file := range w.Files {
		f, err := placeOf(w, file)
		if err != nil {
			return nil, err
		}
		if slices.Contains(taken, f.place) || strings.HasPrefix(f.place, inScripts+"/") && isLauncher(f.place, points) {
			continue
		}
		other, twice := at[f.place]
		if !twice || cmp.Or(cmp.Compare(f.rank, other.rank), cmp.Compare(f.Number, other.Number)) > 0 {
			at[f.place] = f
		}
	}
	places := make([]placed, 0, len(at))
	for _, f := range at {
		places = append(places, f)
	}
	slices.SortFunc(places, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	return places, nil
}

// isLauncher says whether a script is what some build backends pack for an entry point: the program itself, or its parts on Windows.
func isLauncher(place string, points []wheel.EntryPoint) bool {
	name := path.Base(place)
	for _, suffix := range []string{".exe", "-script.py", ".pya"} {
		if at := len(name) - len(suffix); at >= 0 && strings.EqualFold(name[at:], suffix) {
			name = name[:at]
			break
		}
	}
	return slices.ContainsFunc(points, func(p wheel.EntryPoint) bool { return p.Name == name })
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
