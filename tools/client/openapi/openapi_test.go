package openapi

import (
	"strings"
	"testing"
)

const head = "openapi: 3.0.3\ninfo: {title: t, version: 1.0.0}\npaths: {}\n"

// check parses a document and compares the error's sentence, which begins with the place that want begins with; a want
// without a place is looked for in the sentence.
func check(t *testing.T, content, want string) {
	t.Helper()
	_, err := Parse("s.yml", []byte(content))
	switch {
	case want == "" && err != nil:
		t.Errorf("got %v", err)
	case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
		t.Errorf("got %v, want %q in it", err, want)
	}
}

// The sentences about whole documents are in the golden cases of cmd/akbuild; here is what is and is not a reference.
func TestReferences(t *testing.T) {
	for name, c := range map[string]struct{ rest, want string }{
		"good":                    {"components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {}}}", ""},
		"to the document":         {"components: {schemas: {A: {properties: {a: {$ref: '#'}}}}}", "leads to what the generator does not look at"},
		"to a place of one's own": {"components: {schemas: {A: {$ref: '#/x-it/a~1b~0%20c'}}}\nx-it: {'a/b~ c': {}}", "leads to what the generator does not look at"},
		"to nowhere, escaped":     {"components: {schemas: {A: {$ref: '#/x-it/a~1b~0%20d'}}}\nx-it: {'a/b~ c': {}}", "#/x-it has no a/b~ d; did you mean a/b~ c?"},
		"to a property":           {"components: {schemas: {A: {$ref: '#/components/schemas/B/properties/c'}, B: {properties: {c: {}}}}}", ""},
		"to a definition":         {"components: {schemas: {A: {$ref: '#/components/schemas/B/$defs/c'}, B: {$defs: {c: {}}}}}", ""},
		"to an item":              {"components: {schemas: {A: {$ref: '#/components/schemas/B/items'}, B: {items: {}}}}", "leads to a part that has no name"},
		"into a list":             {"components: {schemas: {A: {allOf: [{}, {$ref: '#/components/schemas/A/allOf/0'}]}}}", "leads to a part that has no name"},
		"past a list":             {"components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A/allOf/7'}]}}}", "leads nowhere: #/components/schemas/A/allOf has no 7"},
		"a property named $ref":   {"components: {schemas: {A: {properties: {$ref: {type: string}}}}}", ""},
		"a property named so":     {"components: {schemas: {A: {properties: {example: {$ref: '#/no'}}}}}", "leads nowhere: # has no no"},
		"in an example":           {"components: {schemas: {A: {example: {$ref: '#/no'}}}}", ""},
		"in a schema's examples":  {"components: {schemas: {A: {examples: [{a: {$ref: '#/no'}}]}}}", ""},
		"in a named example":      {"components: {examples: {E: {value: {$ref: '#/no'}}}}", ""},
		"a named example":         {"components: {responses: {R: {description: r, content: {a/b: {examples: {E: {$ref: '#/no'}}}}}}}", "leads nowhere"},
		"in a link":               {"components: {links: {L: {parameters: {a: {$ref: '#/no'}}, requestBody: {$ref: '#/no'}}}}", ""},
		"in an extension":         {"x-more: {$ref: '#/no'}", ""},
		"in an operation's":       {"components: {pathItems: {P: {get: {x-more: {$ref: '#/no'}}}}}", ""},
		"a property named x-more": {"components: {schemas: {A: {properties: {x-more: {$ref: '#/no'}}}}}", "leads nowhere"},
		"not a pointer":           {"components: {schemas: {A: {$ref: '#A'}}}", "leads nowhere: it does not begin with #/"},
		"not an address":          {"components: {schemas: {A: {$ref: '#/a%zz'}}}", "leads nowhere: it is not a well-formed address"},
		"not a text":              {"components: {schemas: {A: {$ref: [1]}}}", "the $ref is a list and not a text"},
		"nothing":                 {"components: {schemas: {A: {$ref: }}}", "the $ref is the value \"\" and not a text"},
		"through a value":         {"components: {schemas: {A: {$ref: '#/openapi/x'}}}", "leads nowhere: #/openapi has no x"},
		"to a value":              {"components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: text}}", `leads to the value "text", which is none of the schemas`},
		"to another kind":         {"components: {schemas: {A: {$ref: '#/components/responses/B'}}, responses: {B: {description: b}}}", "leads to one of the responses, and one of the schemas belongs here"},
		"from an address":         {"components: {schemas: {A: {$ref: 'https://example.org/s.yml'}}}", "leads out of the file"},
		"a number":                {"components: {schemas: {A: {$ref: 3}}}", `the $ref "3" leads out of the file`},
		"to itself":               {"components: {schemas: {A: {$ref: '#/components/schemas/A'}}}", "leads back to itself: #/components/schemas/A, then #/components/schemas/A"},
		"of two":                  {"components: {parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}}", "leads back to itself: #/components/parameters/B, then #/components/parameters/A, then #/components/parameters/B"},
		"a chain that ends":       {"components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/C'}, C: {}}}", ""},
		"a chain that does not":   {"components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/C'}}}", "#/components/schemas has no C"},
		"allOf itself":            {"components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}]}}}", "the schema A contains itself through nothing but allOf and not"},
		"allOf each other":        {"components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/B'}]}, B: {not: {$ref: '#/components/schemas/A'}}}}", "the schema B contains A contains B"},
		"a tree":                  {"components: {schemas: {A: {allOf: [{properties: {a: {$ref: '#/components/schemas/A'}}}]}}}", ""},
		"keys twice, many":        {"components: {schemas: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}, a: {}}}", `the key "a" is there twice, first in line 4`},
		"keys twice, in data":     {"x-more: {a: [{b: 1, 'b': 2}]}", `the key "b" is there twice, first in line 4`},
		"through anchors":         {"components: {schemas: {A: &a {properties: {y: {}}}, B: *a, C: {$ref: '#/components/schemas/B/properties/y'}}}", ""},
		"the nearest is offered":  {"components: {schemas: {Book: {}, A: {$ref: '#/components/schemas/Bok'}}}", "did you mean Book?"},
	} {
		t.Run(name, func(t *testing.T) {
			if check(t, head+c.rest+"\n", c.want); c.want != "" {
				check(t, head+c.rest+"\n", "reading the schema s.yml:4:")
			}
		})
	}
}

func TestCircleIsTold(t *testing.T) {
	schemas := "components: {schemas: {A: {type: array, items: {$ref: '#/components/schemas/B'}}, B: {additionalProperties: {$ref: '#/components/schemas/A'}}}}\n"
	d, err := Parse("s.yml", []byte(head+schemas))
	if err != nil {
		t.Fatal(err)
	}
	want := "reading the schema s.yml:4:114: the schema B contains A contains B, without an object in between, which the generator cannot follow"
	if got := d.Circle(); !strings.Contains(got, "the schema B contains A contains B, without an object in between") {
		t.Errorf("got %q, want %q", got, want)
	}
	if d, err = Parse("s.yml", []byte(head)); err != nil || d.Circle() != "" {
		t.Errorf("got %v, %q", err, d.Circle())
	}
}

func TestLocate(t *testing.T) {
	d, err := Parse("s.yml", []byte(`openapi: 3.0.3
info: {title: t, version: 1.0.0}
paths:
  /a.b/{c}/:
    get:
      responses: {}
      foo: bar
components:
  schemas:
    A.B:
      propertes: {}
    A: {}
`))
	if err != nil {
		t.Fatal(err)
	}
	for sentence, want := range map[string]string{
		"attribute paths.'/a.b/{c}/'(get).foo is unexpected":               "s.yml:7",
		"attribute paths.'/a.b/{c}/'(get).operationId is missing":          "s.yml:5",
		"attribute components.schemas.A.B.propertes is unexpected":         "s.yml:11",
		"paths.'/a.b/{c}/'. Declared path parameter c needs to be defined": "s.yml:4",
		"something else": "s.yml:1",
		"":               "s.yml:1",
	} {
		if got := d.Locate(sentence); got != want {
			t.Errorf("%s: %s, want %s", sentence, got, want)
		}
	}
}
