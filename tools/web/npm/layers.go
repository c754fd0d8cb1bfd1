package npm

import (
	"maps"
	"slices"
)

// ReadLines reads a line's npm data over that of the lines that it inherits from, which come first: names, deviations and scripts are
// added, and a deviation takes the place of one of the same locked version.
func ReadLines(files []string) (Line, error) {
	var joined Line
	for i, file := range files {
		line, err := ReadLine(file)
		if err != nil {
			return line, err
		}
		if i == 0 {
			joined = line
			continue
		}
		reaches := maps.Clone(joined.Reaches)
		for part, names := range line.Reaches {
			reaches[part] = slices.Concat(reaches[part], names)
		}
		joined.Reaches = reaches
		joined.Scripts = slices.Concat(joined.Scripts, line.Scripts)
		for _, d := range line.Deviations {
			joined.Deviations = append(slices.DeleteFunc(joined.Deviations, func(other Deviation) bool {
				return other.Name == d.Name && other.Locked == d.Locked
			}), d)
		}
	}
	return joined, nil
}
