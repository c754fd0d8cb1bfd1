package apidiff

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"akbuild.internal/tools/client/openapi"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/oasdiff/oasdiff/flatten/allof"
)

// schema is an OpenAPI document that was read.
type schema struct {
	// file is the path that the user gave, or the one that a release stands for.
	file string
	doc  *openapi3.T
	// rest is what is not in doc, since no change of it would be told right.
	rest map[string]string
	// merged says that each allOf of the document was replaced by what it amounts to.
	merged bool
}

// operation names an operation by what stays the same when it gets another operationId.
type operation struct{ method, path string }

var pathParameter = regexp.MustCompile(`\{[^}]*\}`)

// newOperation leaves the names of path parameters out: oasdiff, too, takes paths that differ in them alone for one.
func newOperation(method, path string) operation {
	return operation{method: method, path: pathParameter.ReplaceAllString(path, "{}")}
}

// readSchema reads an OpenAPI document. With merge, an allOf is replaced by the schema it amounts to, so that wrapping
// a reference into an allOf, or the name of what is in it, makes no difference; where that cannot be done the document
// stays as it is.
func readSchema(file string, merge bool) (*schema, error) {
	read, err := openapi.Read(file)
	if err != nil {
		return nil, err
	}
	lowered, err := read.Lower()
	if err != nil {
		return nil, err
	}
	// A loader as it comes follows no reference out of the document, and so never reads another file or the network.
	doc, err := openapi3.NewLoader().LoadFromData(lowered.JSON)
	if err != nil {
		return nil, fmt.Errorf("reading the schema %s: it is not valid OpenAPI: %s", file, shorten(err))
	}
	s := &schema{file: file, doc: doc, rest: lowered.Rest}
	if merge && !recursive(doc) {
		if _, err := allof.MergeSpec(doc); err != nil {
			return readSchema(file, false)
		}
		s.merged = true
	}
	return s, nil
}

// shorten is the part of the loader's error that says what is wrong. The loader tries JSON first and tells of both
// attempts, with the names of the steps on the way.
func shorten(err error) string {
	reason := firstLine(err)
	for _, step := range []string{"yaml error: ", "while decoding JSON: json: "} {
		if _, after, ok := strings.Cut(reason, step); ok {
			reason = after
		}
	}
	return reason
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	return line
}

// title is the name under which reports speak of the schema.
func (s *schema) title() string {
	name := strings.TrimSuffix(filepath.Base(s.file), filepath.Ext(s.file))
	if v := s.version(); v != "" && v != name {
		return fmt.Sprintf("%s (version %s)", s.file, v)
	}
	return name
}

func (s *schema) version() string {
	if s.doc.Info == nil {
		return ""
	}
	return s.doc.Info.Version
}

// ids calls f for each operation and its operationId.
func (s *schema) ids(f func(op operation, id string)) {
	for path, item := range s.doc.Paths.Map() {
		if item == nil {
			continue
		}
		for method, op := range item.Operations() {
			id := op.OperationID
			if id == "" {
				id = idOf(method, path)
			}
			f(newOperation(method, path), id)
		}
	}
}

// idOf is what generators of clients take for the operationId of an operation without one.
func idOf(method, path string) string {
	path = strings.NewReplacer("{", "", "}", "").Replace(strings.Trim(path, "/"))
	if path == "" {
		path = "root"
	}
	return strings.ReplaceAll(path, "/", "_") + "_" + strings.ToLower(method)
}
