package wheel

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// EntryPoint is a program that a wheel brings: a function of a module.
type EntryPoint struct {
	// Name is the program's name.
	Name string
	// Module and Function say what it calls; Function may be a path of attributes.
	Module, Function string
}

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
	points, err := ParseEntryPoints(content)
	if err != nil {
		return nil, w.errorf("%w; %s", err, buildAnew)
	}
	return points, nil
}

// ParseEntryPoints reads the programs of an entry_points.txt, sorted by name. Of two with the same name the later one counts,
// and a graphical one before a console's, as for pip.
func ParseEntryPoints(content []byte) ([]EntryPoint, error) {
	if !utf8.Valid(content) {
		return nil, fmt.Errorf("its entry_points.txt is not UTF-8")
	}
	groups := map[string]map[string]EntryPoint{"console_scripts": {}, "gui_scripts": {}}
	var group map[string]EntryPoint
	for line := range strings.Lines(strings.TrimPrefix(string(content), "\ufeff")) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '[' && line[len(line)-1] == ']':
			group = groups[strings.TrimSpace(line[1:len(line)-1])]
		case group != nil:
			point, err := parseEntryPoint(line)
			if err != nil {
				return nil, fmt.Errorf("its entry_points.txt has the line %q, %w", line, err)
			}
			group[point.Name] = point
		}
	}
	maps.Copy(groups["console_scripts"], groups["gui_scripts"])
	return slices.SortedFunc(maps.Values(groups["console_scripts"]), func(a, b EntryPoint) int { return cmp.Compare(a.Name, b.Name) }), nil
}

func parseEntryPoint(line string) (EntryPoint, error) {
	name, target, ok := strings.Cut(line, "=")
	target, extras, bracket := strings.Cut(target, "[") // what stands there are extras, which say nothing about the program
	module, function, colon := strings.Cut(target, ":")
	p := EntryPoint{strings.TrimSpace(name), strings.TrimSpace(module), strings.TrimSpace(function)}
	switch {
	case !ok || !colon || bracket && !strings.HasSuffix(strings.TrimSpace(extras), "]"):
		return p, fmt.Errorf("which is not of the form name = module:function")
	case !isProgram(p.Name):
		return p, fmt.Errorf("whose name cannot be a program's")
	case !isDotted(p.Module) || !isDotted(p.Function):
		return p, fmt.Errorf("whose module or function is no name in Python")
	}
	return p, nil
}

// isProgram says whether a name can be that of a file in the folder of programs.
func isProgram(name string) bool {
	return name != "" && name != "." && name != ".." && len(name) <= longest &&
		!strings.ContainsFunc(name, func(r rune) bool { return r == '/' || r == '\\' || !unicode.IsPrint(r) })
}
