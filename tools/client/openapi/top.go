package openapi

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

var readable = regexp.MustCompile(`^3\.[01]\.[0-9]+$`)

// checkTop checks what the document says of itself.
func (d *Document) checkTop() error {
	if d.root.Kind != yaml.MappingNode {
		return d.fail(d.root, "it is not OpenAPI: its top is %s and not a mapping", kindName(d.root))
	}
	if swagger := child(d.root, "swagger"); swagger != nil {
		return d.fail(swagger, "it is Swagger %s and not OpenAPI 3; convert it first", swagger.Value)
	}
	version := child(d.root, "openapi")
	if version == nil {
		return d.fail(d.root, "it is not OpenAPI: it has no key openapi")
	}
	if version.Kind != yaml.ScalarNode {
		return d.fail(version, "it is not OpenAPI: its version is %s", kindName(version))
	}
	if !readable.MatchString(version.Value) {
		return d.fail(version, "its OpenAPI version is %q; only 3.0 and 3.1 are read, written like 3.0.3", shorten(version.Value))
	}
	info := child(d.root, "info")
	if info == nil {
		return d.fail(d.root, "it is not OpenAPI: it has no key info")
	}
	for _, key := range []string{"title", "version"} {
		if n := child(info, key); n == nil || n.Kind != yaml.ScalarNode || isNull(n) {
			return d.fail(info, "it is not OpenAPI: its info has no %s", key)
		}
	}
	return d.checkParts(strings.HasPrefix(version.Value, "3.0"))
}

// checkParts checks the parts of which a document needs one.
func (d *Document) checkParts(needsPaths bool) error {
	any := false
	for _, part := range []string{"paths", "components", "webhooks"} {
		n := child(d.root, part)
		if n == nil {
			continue
		}
		if any = true; n.Kind != yaml.MappingNode {
			return d.fail(n, "it is not OpenAPI: its %s are %s and not a mapping", part, kindName(n))
		}
	}
	if needsPaths && child(d.root, "paths") == nil {
		return d.fail(d.root, "it is not OpenAPI: it has no key paths")
	}
	if !any {
		return d.fail(d.root, "it is not OpenAPI: it has none of the keys paths, components and webhooks")
	}
	return nil
}
