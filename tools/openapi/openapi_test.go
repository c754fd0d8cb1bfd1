package openapi

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

const head = "openapi: 3.0.3\ninfo: {title: t, version: 1.0.0}\npaths: {}\n"

// The sentences about whole documents are in the golden cases of cmd/akbuild; here is what is and is not a reference.
func TestReferences(t *testing.T) {
	for name, c := range map[string]struct{ rest, want string }{
		"good":                   {"components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {}}}", ""},
		"to the document":        {"components: {schemas: {A: {$ref: '#'}}}", ""},
		"escaped":                {"components: {schemas: {A: {$ref: '#/x-it/a~1b~0%20c'}}}\nx-it: {'a/b~ c': {}}", ""},
		"through a list":         {"components: {schemas: {A: {allOf: [{}, {$ref: '#/components/schemas/A/allOf/0'}]}}}", ""},
		"past a list":            {"components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A/allOf/7'}]}}}", "leads nowhere: #/components/schemas/A/allOf has no 7"},
		"a property named $ref":  {"components: {schemas: {A: {properties: {$ref: {type: string}}}}}", ""},
		"a property named so":    {"components: {schemas: {A: {properties: {example: {$ref: '#/no'}}}}}", "leads nowhere: # has no no"},
		"in an example":          {"components: {schemas: {A: {example: {$ref: '#/no'}}}}", ""},
		"in a named example":     {"components: {examples: {E: {value: {$ref: '#/no'}}}}", ""},
		"in an extension":        {"x-more: {$ref: '#/no'}", ""},
		"not a pointer":          {"components: {schemas: {A: {$ref: '#A'}}}", "leads nowhere: it does not begin with #/"},
		"not an address":         {"components: {schemas: {A: {$ref: '#/a%zz'}}}", "leads nowhere: it is not a well-formed address"},
		"through a value":        {"components: {schemas: {A: {$ref: '#/openapi/x'}}}", "leads nowhere: #/openapi has no x"},
		"from an address":        {"components: {schemas: {A: {$ref: 'https://example.org/s.yml'}}}", "leads out of the file"},
		"keys twice, many":       {"components: {schemas: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}, a: {}}}", `the key "a" is there twice, first in line 4`},
		"through anchors":        {"components: {schemas: {A: &a {x: {y: {}}}, B: *a, C: {$ref: '#/components/schemas/B/x/y'}}}", ""},
		"the nearest is offered": {"components: {schemas: {Book: {}, A: {$ref: '#/components/schemas/Bok'}}}", "did you mean Book?"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("s.yml", []byte(head+c.rest+"\n"))
			switch {
			case c.want == "" && err != nil:
				t.Errorf("got %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "reading the schema s.yml:4:")):
				t.Errorf("got %v, want %q in it, at line 4", err, c.want)
			}
		})
	}
}

func TestJSONSaysTheSame(t *testing.T) {
	content := head + `components:
  schemas:
    A:
      description: |
        Two lines,
        "quoted" <b> & é.
      enum: [open, 'yes', "1", 2, -3, 4.5, true, null]
      properties: {200: {type: string}, /a: {default: ''}, x-y: {pattern: '^[-\w]+$'}}
`
	d, err := Parse("s.yml", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	var fromJSON, fromYAML any
	if err := json.Unmarshal(d.JSON(), &fromJSON); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(content), &fromYAML); err != nil {
		t.Fatal(err)
	}
	normal, err := json.Marshal(stringKeys(fromYAML))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(normal, &fromYAML); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fromYAML, fromJSON); diff != "" {
		t.Error(diff)
	}
}

func stringKeys(v any) any {
	switch x := v.(type) {
	case map[string]any:
		for k := range x {
			x[k] = stringKeys(x[k])
		}
		return x
	case map[any]any:
		out := map[string]any{}
		for k, e := range x {
			b, _ := json.Marshal(k)
			out[strings.Trim(string(b), `"`)] = stringKeys(e)
		}
		return out
	case []any:
		for i := range x {
			x[i] = stringKeys(x[i])
		}
	}
	return v
}

// What YAML 1.1 and 1.2 may read differently is left to the generator.
func TestJSONIsNotMadeOfWhatIsAmbiguous(t *testing.T) {
	for _, value := range []string{"yes", "Off", "n", "0x1f", "017", "1_000", "12:30:00", "1e3", ".5", "2020-02-02", "~", "+1", ".inf", "!!str 1", "&a x", "12345678901234567", "True", "=", "<<"} {
		d, err := Parse("s.yml", []byte(head+"x-value: "+value+"\n"))
		if err != nil {
			t.Fatalf("%s: %v", value, err)
		}
		if got := d.JSON(); got != nil {
			t.Errorf("%s became %s", value, got)
		}
	}
}
