// Package installed finds the parts of an installed authentik that its Go programs read, wherever that lies. It comes into
// authentik's source as it is built (docs/source-contract.md).
package installed

import (
	"os"
	"path/filepath"
)

const (
	// treeVariable names the tree of the Python core, which is the one that `ak` was started in.
	treeVariable = "AUTHENTIK_TREE"
	// dataVariable names the folder of uploaded files, of whoever sets no other: authentik/lib/default.yml asks for it.
	dataVariable = "AUTHENTIK_TREE_DATA"
	// mediaVariable names the folder in that in which releases that have uploaded media alone keep it.
	mediaVariable = "AUTHENTIK_TREE_MEDIA"
)

// Started without `ak` the server still agrees with the core, whose interpreter leaves the variable as it is.
func init() {
	if os.Getenv(dataVariable) == "" {
		_ = os.Setenv(dataVariable, filepath.Join(filepath.Dir(Core("lifecycle")), "data"))
	}
	if os.Getenv(mediaVariable) == "" {
		_ = os.Setenv(mediaVariable, filepath.Join(os.Getenv(dataVariable), "media"))
	}
}

// Path is where something that belongs to the Go programs lies, such as web/dist: beside the program, or else in the core's
// tree. What is in neither is looked for in the working directory, as in a source tree.
func Path(part string) string { return first(part, beside(), os.Getenv(treeVariable)) }

// Core is where something that belongs to the Python core lies, such as lifecycle: in its tree, or else beside the program.
func Core(part string) string { return first(part, os.Getenv(treeVariable), beside()) }

// Setting is what a variable says, or else what upstream's image has.
func Setting(variable, image string) string {
	if value := os.Getenv(variable); value != "" {
		return value
	}
	return image
}

// first is the part in the first of the folders that has it.
func first(part string, folders ...string) string {
	for _, folder := range folders {
		if folder == "" {
			continue
		}
		place := filepath.Join(folder, filepath.FromSlash(part))
		if _, err := os.Stat(place); err == nil {
			return place
		}
	}
	return "./" + part
}

// beside is the folder above that of the program, empty if the program cannot be found.
func beside() string {
	program, err := os.Executable()
	if err == nil {
		program, err = filepath.EvalSymlinks(program)
	}
	if err != nil {
		return ""
	}
	return filepath.Dir(filepath.Dir(program))
}
