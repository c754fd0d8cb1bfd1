package pyimports

import (
	"fmt"
	"os"

	"akbuild.internal/tools/base/strictyaml"
	"akbuild.internal/tools/base/tree"
)

// Known is an import that the set does not serve, on purpose.
type Known struct {
	// File is the path in the tree.
	File string `yaml:"file"`
	// Module is what is missing, as the check names it.
	Module string `yaml:"module"`
	// Optional says that a tree may lack the file.
	Optional bool `yaml:"optional"`
	// Why says why it is no harm.
	Why string `yaml:"why"`
}

// readKnown reads a list; an empty name is an empty list.
func readKnown(name string) ([]Known, error) {
	if name == "" {
		return nil, nil
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the known imports %s: %w", name, tree.Reason(err))
	}
	var list struct {
		Known []Known `yaml:"known"`
	}
	if err := strictyaml.Decode(content, &list); err != nil {
		return nil, fmt.Errorf("reading the known imports %s: %w", name, err)
	}
	for i, k := range list.Known {
		if k.File == "" || k.Module == "" || k.Why == "" {
			return nil, fmt.Errorf("reading the known imports %s: entry %d lacks file, module or why", name, i+1)
		}
	}
	return list.Known, nil
}
