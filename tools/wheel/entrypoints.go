package wheel

import (
	"regexp"
	"slices"
	"strings"
)

// EntryPoint is a program that a wheel brings: a function of a module.
type EntryPoint struct {
	// Name is the program's name.
	Name string
	// Module and Function say what it calls; Function may be a path of attributes.
	Module, Function string
}

var (
	dotted    = regexp.MustCompile(`^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$`)
	nameOfOne = regexp.MustCompile(`^[A-Za-z0-9._-]*[A-Za-z0-9_][A-Za-z0-9._-]*$`)
)

// EntryPoints are the wheel's console and graphical programs, sorted by name.
func (w *Wheel) EntryPoints() ([]EntryPoint, error) {
	file := w.Lookup("entry_points.txt")
	if file == nil {
		return nil, nil
	}
	content, err := file.Read()
	if err != nil {
		return nil, err
	}
	var found []EntryPoint
	section := ""
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '[':
			section = strings.Trim(line, "[] ")
		case section == "console_scripts" || section == "gui_scripts":
			point, ok := parseEntryPoint(line)
			if !ok {
				return nil, w.errorf("its entry_points.txt has the line %q, which is not of the form name = module:function; build it anew", line)
			}
			found = append(found, point)
		}
	}
	slices.SortFunc(found, func(a, b EntryPoint) int { return strings.Compare(a.Name, b.Name) })
	return found, nil
}

func parseEntryPoint(line string) (EntryPoint, bool) {
	name, target, ok := strings.Cut(line, "=")
	target, _, _ = strings.Cut(target, "[") // what stands there are extras, which say nothing about the program
	module, function, colon := strings.Cut(target, ":")
	p := EntryPoint{strings.TrimSpace(name), strings.TrimSpace(module), strings.TrimSpace(function)}
	return p, ok && colon && nameOfOne.MatchString(p.Name) && dotted.MatchString(p.Module) && dotted.MatchString(p.Function)
}
