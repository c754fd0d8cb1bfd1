package generate

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/client/gocheck"
	"akbuild.internal/tools/client/openapi"
)

// CheckClient fails when a generated client does not compile, as far as that can be told without its language's compiler: that
// is, when it is Go. The error names what of the schema, which is read only then, is behind it.
func CheckClient(generator, dir, schema string) error {
	if generator != "go" {
		return nil
	}
	faults, err := gocheck.Package(dir)
	if err != nil || len(faults) == 0 {
		return err
	}
	document, err := openapi.Read(schema)
	if err != nil {
		return err
	}
	first, more := faults[0], ""
	if n := len(faults) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more)", n)
	}
	c := cause{document: document, fault: first}
	c.find()
	place := document.Name
	if c.line > 0 {
		place = document.At(openapi.Named{Line: c.line})
	}
	return fmt.Errorf("generating the %s client from %s: the Go of %s does not compile: %s: %s%s; %s", generator, place, c.what, first.File, first.Message, more, c.remedy)
}

// cause is what of a schema is behind a fault of the client.
type cause struct {
	document     *openapi.Document
	fault        gocheck.Fault
	what, remedy string
	line         int
}

func (c *cause) find() {
	schemas := c.schemas()
	operation := c.operation()
	switch f := c.fault; {
	case f.Constant && len(schemas) > 0:
		c.say(schemas[0].Line, named("the schema", "the schemas", names(schemas)), "begin the names of the constants with that of their type: --set enumClassPrefix=true, or change a value")
	case len(f.Tags) > 0 && len(schemas) > 0:
		c.say(schemas[0].Line, named("the property", "the properties", f.Tags)+" of the schema "+schemas[0].Name, remedy("a property", "nameMappings"))
	case operation != nil && operation.Parameter(f.Name) != "":
		c.say(operation.Line, "the parameter "+operation.Parameter(f.Name)+" of the operation "+operation.Name, remedy("the parameter", "parameterNameMappings"))
	case operation != nil && len(schemas) > 0:
		c.say(schemas[0].Line, named("the schema", "the schemas", names(schemas))+" and the operation "+operation.Name, remedy("the schema", "modelNameMappings"))
	case len(schemas) > 0:
		c.say(schemas[0].Line, named("the schema", "the schemas", names(schemas)), remedy("a schema", "modelNameMappings"))
	case operation != nil:
		c.say(operation.Line, "the operation "+operation.Name, remedy("the operation", "operationIdNameMappings"))
	default:
		c.say(0, "the client", "try another version of the generator")
	}
}

func (c *cause) say(line int, what, remedy string) {
	if m := c.fault.Message; strings.HasPrefix(m, "undefined: ") || strings.HasSuffix(m, " is not a type") {
		remedy = "the schema has a type there of which the generator makes nothing"
	}
	c.line, c.what, c.remedy = line, what, remedy
}

func remedy(what, mappings string) string {
	return fmt.Sprintf("give %s another name, in the schema or by %s in the configuration", what, mappings)
}

// schemas are the ones after which the files and the type with the fault are called.
func (c *cause) schemas() []openapi.Named {
	var found []openapi.Named
	for _, name := range []string{stem(c.fault.Other), stem(c.fault.File), c.fault.Type, c.fault.Name} {
		for _, s := range c.document.Schemas(name) {
			if !slices.Contains(found, s) {
				found = append(found, s)
			}
		}
	}
	return found
}

// stem is the name of the model that is in a file.
func stem(file string) string {
	name, ok := strings.CutPrefix(strings.TrimSuffix(file, path.Ext(file)), "model_")
	if !ok {
		return ""
	}
	return name
}

// operation is the one after which the type or function with the fault is called.
func (c *cause) operation() *openapi.Operation {
	if !strings.HasPrefix(c.fault.File, "api_") && !strings.HasPrefix(c.fault.Other, "api_") {
		return nil
	}
	for _, name := range []string{c.fault.Type, c.fault.Func, c.fault.Name} {
		if op := c.document.Operation(name); op != nil {
			return op
		}
	}
	return nil
}

func names(list []openapi.Named) []string {
	var found []string
	for _, n := range list {
		found = append(found, n.Name)
	}
	return found
}

// named puts names behind a word, and the right one.
func named(one, many string, list []string) string {
	if len(list) == 1 {
		return one + " " + list[0]
	}
	last := len(list) - 1
	return many + " " + strings.Join(list[:last], ", ") + " and " + list[last]
}
