package contract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// requirement is one dependency as PEP 508 writes it.
type requirement struct {
	// name is the distribution's, normalised.
	name string
	// text is the whole, in one way of writing it.
	text string
	// marker is the condition, empty for none.
	marker string
}

var requirementParts = regexp.MustCompile(`^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*\(?([^;()]*?)\)?\s*(?:;\s*(.*?)\s*)?$`)

// parse reads a dependency; one that cannot be read is all name.
func parse(text string) requirement {
	parts := requirementParts.FindStringSubmatch(text)
	if parts == nil {
		return requirement{name: text, text: text}
	}
	r := requirement{name: normal(parts[1]), marker: parts[4]}
	r.text = r.name
	if extras := list(parts[2]); len(extras) > 0 {
		r.text += "[" + strings.Join(extras, ",") + "]"
	}
	r.text += strings.Join(list(parts[3]), ",")
	if r.marker != "" {
		r.text += "; " + r.marker
	}
	return r
}

// list splits at commas, without spaces and sorted.
func list(text string) []string {
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.Join(strings.Fields(item), ""); item != "" {
			items = append(items, item)
		}
	}
	slices.Sort(items)
	return items
}

var separators = regexp.MustCompile(`[-_.]+`)

// normal is a distribution's name as indexes compare it.
func normal(name string) string {
	return separators.ReplaceAllString(strings.ToLower(name), "-")
}

var pythonMarker = regexp.MustCompile(`^python_version\s*(<|<=|>|>=|==|!=)\s*['"](\d+(?:\.\d+)*)['"]$`)

// holds says whether the dependency is asked for on a Python series such as 3.13. A marker about anything else holds.
func (r requirement) holds(python string) bool {
	parts := pythonMarker.FindStringSubmatch(r.marker)
	return parts == nil || clause(parts[1], parts[2], release(python))
}

// allows says whether requires-python takes the latest release of a Python series such as 3.13.
func allows(requires, python string) bool {
	version := append(release(python), 999)
	for _, item := range list(requires) {
		number := strings.TrimLeft(item, "<>=!~")
		operator := strings.TrimSuffix(item, number)
		if prefix, series := strings.CutSuffix(number, ".*"); series {
			if slices.Equal(release(prefix), version[:min(len(release(prefix)), len(version))]) != (operator == "==") {
				return false
			}
			continue
		}
		if !clause(operator, number, version) {
			return false
		}
	}
	return true
}

// clause compares a version with a number.
func clause(operator, number string, version []int) bool {
	order := slices.Compare(version, release(number))
	switch operator {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=", "~=":
		return order >= 0
	case "==":
		return order == 0
	case "!=":
		return order != 0
	}
	return false
}

// release are the numbers of a version such as 3.13.
func release(version string) []int {
	var numbers []int
	for part := range strings.SplitSeq(version, ".") {
		number, err := strconv.Atoi(part)
		if err != nil {
			break
		}
		numbers = append(numbers, number)
	}
	return numbers
}
