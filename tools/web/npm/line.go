package npm

import (
	"fmt"
	"os"

	"akbuild.internal/tools/base/strictyaml"
	"akbuild.internal/tools/base/tree"
)

// Line is what a release line says of its npm packages.
type Line struct {
	// Reaches lists the names of packages that are read, by the part of the web build that reads them, wherever the lock places
	// them. Empty means all that fit the platform.
	Reaches map[string][]string `yaml:"reaches"`
	// Deviations are packages that are not taken as locked.
	Deviations []Deviation `yaml:"deviations"`
	// Scripts are packages of which npm would run something after laying them out, which is not done here.
	Scripts []Script `yaml:"scripts"`
}

// Script says why nothing of a package needs to be run.
type Script struct {
	// Name is the package's.
	Name string `yaml:"name"`
	// Reason is why it works without, for people.
	Reason string `yaml:"reason"`
}

// Deviation says what is used where a registry does not serve a locked version.
type Deviation struct {
	// Name and Locked are the package and the version that the lock has.
	Name   string `yaml:"name" json:"name"`
	Locked string `yaml:"locked" json:"locked"`
	// Used and Integrity are the version used in its place and the hash of its tarball.
	Used      string `yaml:"used" json:"used,omitempty"`
	Integrity string `yaml:"integrity" json:"integrity,omitempty"`
	// Tree is the folder of the source that holds the package, in place of Used.
	Tree string `yaml:"tree" json:"tree,omitempty"`
	// Reason is why, for people: it is printed and goes into the bill of materials.
	Reason string `yaml:"reason" json:"reason"`
}

// ReadLine reads a line's npm data.
func ReadLine(file string) (Line, error) {
	var line Line
	content, err := os.ReadFile(file)
	if err != nil {
		return line, fmt.Errorf("reading the npm data of a release line, %s: %w", file, tree.Reason(err))
	}
	if err := strictyaml.Decode(content, &line); err != nil {
		return line, fmt.Errorf("reading the npm data of a release line, %s: %w", file, err)
	}
	for _, s := range line.Scripts {
		if s.Name == "" || s.Reason == "" {
			return line, fmt.Errorf("reading %s: the script of %q needs a name and a reason", file, s.Name)
		}
	}
	seen := map[string]bool{}
	for _, d := range line.Deviations {
		at := d.Name + "@" + d.Locked
		switch {
		case d.Name == "" || d.Locked == "" || d.Reason == "":
			return line, fmt.Errorf("reading %s: the deviation of %q needs a name, the locked version and a reason", file, at)
		case (d.Tree == "") == (d.Used == "") || (d.Used == "") != (d.Integrity == ""):
			return line, fmt.Errorf("reading %s: the deviation of %s needs either tree, or used and integrity", file, at)
		case seen[at]:
			return line, fmt.Errorf("reading %s: two deviations are of %s", file, at)
		}
		seen[at] = true
	}
	return line, nil
}
