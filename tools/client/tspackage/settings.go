package tspackage

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// module is one of the two ways in which a package holds its code.
type module struct {
	// project is the compiler's configuration file; it is gone when the package is finished.
	project string
	// out is the folder in the package.
	out string
}

// modules are what package.json of the generator names as main and module. Upstream compiles both with the same options,
// and module NodeNext in a package that does not say type: module is CommonJS; so dist/esm is CommonJS, too.
var modules = []module{
	{"tsconfig.json", "dist"},
	{"tsconfig.esm.json", "dist/esm"},
}

// options are the compiler's, those that upstream compiles with as far as they change what is written: upstream's
// composite and incremental only add the compiler's notes for its next run, which name the machine's folders.
func options(out string) map[string]any {
	return map[string]any{
		"declaration":         true,
		"declarationMap":      true,
		"isolatedModules":     true,
		"lib":                 []string{"DOM", "DOM.Iterable", "ESNext"},
		"module":              "NodeNext",
		"moduleResolution":    "NodeNext",
		"newLine":             "lf",
		"noEmitOnError":       true,
		"outDir":              out,
		"rootDir":             "src",
		"skipDefaultLibCheck": true,
		"skipLibCheck":        true,
		"sourceMap":           true,
		"strict":              true,
		"target":              "ESNext",
		// Nothing that lies around the package is part of it.
		"typeRoots": []string{},
		"types":     []string{},
	}
}

// configuration is the file that the compiler reads.
func (m module) configuration() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(map[string]any{"compilerOptions": options(m.out), "include": []string{"src"}}); err != nil {
		return nil, fmt.Errorf("writing %s: %w", m.project, err)
	}
	return b.Bytes(), nil
}
