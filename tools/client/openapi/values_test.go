package openapi

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// value is what a document with this below x-value says in JSON.
func value(t *testing.T, top, scalar string) (string, error) {
	t.Helper()
	d, err := Parse("s.yml", []byte(top+"x-value: "+scalar+"\n"))
	if err != nil {
		return "", err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(d.JSON(), &all); err != nil {
		t.Fatalf("%s: %v in %s", scalar, err, d.JSON())
	}
	return string(all["x-value"]), nil
}

// Scalars are what the core schema of YAML 1.2 says, and where YAML 1.1 has another number for one, nothing.
func TestScalars(t *testing.T) {
	for scalar, want := range map[string]string{
		"NO": `"NO"`, "no": `"no"`, "Yes": `"Yes"`, "on": `"on"`, "OFF": `"OFF"`, "y": `"y"`, "N": `"N"`,
		"true": "true", "True": "true", "TRUE": "true", "False": "false", "tRUE": `"tRUE"`, "'true'": `"true"`,
		"null": "null", "~": "null", "": "null", "NULL": "null", "nULL": `"nULL"`, `""`: `""`, "'~'": `"~"`,
		"2020-02-02": `"2020-02-02"`, "2001-12-14t21:59:43.10-05:00": `"2001-12-14t21:59:43.10-05:00"`,
		"12:30": `"12:30"`, "12:30:00": `"12:30:00"`, "190:20:30.15": `"190:20:30.15"`,
		"0": "0", "-7": "-7", "+1": "1", "9223372036854775807": "9223372036854775807", "123456789012345678901234567890": "123456789012345678901234567890",
		"0x1F": "31", "0o17": "15", "1.0": "1.0", "2025.10": "2025.10", ".5": "0.5", "-.5": "-0.5", "+5.": "5.0", "1e3": "1e3", "1.5E+10": "1.5E+10", "00.5": "0.5", "-0": "-0", "0.0": "0.0",
		"1.2.3": `"1.2.3"`, "-": "", "=": `"="`, "<<": `"<<"`, "a=b": `"a=b"`, "-x": `"-x"`, "...x": `"...x"`, ".": `"."`, "0xZZ": `"0xZZ"`, "1__": "", "_1": `"_1"`,
		"!!str 0644": `"0644"`, "!!int 7": "7", "!!float 7": "7", "!!bool true": "true", "!!null ''": "null", "!!str": `""`,
		"!!map {}": "{}", "!!seq []": "[]", `"\u00e9\n"`: `"é\n"`,
		"010": "", "-0644": "", "09": "", "0b101": "", "1_000": "", "0x1_F": "", "1_0.5": "",
		".inf": "", "-.INF": "", ".nan": "", "!!bool yes": "", "!!int x": "", "!!binary aGk=": "", "!mine x": "", "!!set {a}": "", "!!timestamp 2020-02-02": "",
	} {
		got, err := value(t, head, scalar)
		switch {
		case want == "" && err == nil:
			t.Errorf("%q became %s", scalar, got)
		case want == "" && !strings.HasPrefix(err.Error(), "reading the schema s.yml:4:"):
			t.Errorf("%q: %v", scalar, err)
		case want != "" && (err != nil || got != want):
			t.Errorf("%q: %s, %v, want %s", scalar, got, err, want)
		}
	}
}

// A document that calls itself YAML 1.1 means what YAML 1.1 says; where that is something else, it must say so.
func TestScalarsOfYAML11(t *testing.T) {
	for scalar, want := range map[string]string{
		"NO": "", "on": "", "12:30:00": "", "1e3": "", "0o17": "", "1.5e3": "", "1.5e+3": "1.5e+3", "0x1F": "31", "true": "true", "7": "7", "y": `"y"`, "'NO'": `"NO"`, "1.0": "1.0",
	} {
		got, err := value(t, "%YAML 1.1\n---\n"+head, scalar)
		if want == "" && err == nil || want != "" && (err != nil || got != want) {
			t.Errorf("%q: %s, %v, want %q", scalar, got, err, want)
		}
	}
}

// Where only a text can be meant, it is the text that is written; where only a boolean can be, the text is refused.
func TestPlaces(t *testing.T) {
	for place, want := range map[string]string{
		"schemas: {A: {type: string, enum: [NO, 1.10, 0644, true, 2020-01-01, null]}}":   `"enum":["NO","1.10","0644","true","2020-01-01",null]`,
		"schemas: {A: {type: [string, 'null'], const: 1.10, examples: [010]}}":           `"const":"1.10","examples":["010"]`,
		"schemas: {A: {type: integer, enum: [1, 2], default: +1}}":                       `"enum":[1,2],"default":1`,
		"schemas: {A: {type: [string, integer], enum: [1, NO]}}":                         `"enum":[1,"NO"]`,
		"schemas: {A: {enum: [1.10, NO]}}":                                               `"enum":[1.10,"NO"]`,
		"schemas: {A: {type: object, required: [on, 1], properties: {on: {}, 1: true}}}": `"required":["on","1"],"properties":{"on":{},"1":true}`,
		"schemas: {A: {description: 1.0, title: yes, pattern: 0x1, format: 0644}}":       `"description":"1.0","title":"yes","pattern":"0x1","format":"0644"`,
		"schemas: {A: {discriminator: {propertyName: on, mapping: {1: 2}}}}":             `"propertyName":"on","mapping":{"1":"2"}`,
		"parameters: {P: {name: on, in: query, schema: {type: boolean, default: true}}}": `"name":"on","in":"query","schema":{"type":"boolean","default":true}`,
		"schemas: {A: {type: boolean, default: yes}}":                                    "",
		"schemas: {A: {type: boolean, enum: [on, off]}}":                                 "",
		"schemas: {A: {nullable: yes}}":                                                  "",
		"schemas: {A: {properties: {a: yes}}}":                                           "",
		"parameters: {P: {name: a, in: query, required: Yes}}":                           "",
		"schemas: {A: {additionalProperties: no}}":                                       "",
		"schemas: {A: {type: integer, default: 0644}}":                                   "",
	} {
		d, err := Parse("s.yml", []byte(head+"components: {"+place+"}\n"))
		switch {
		case want == "" && (err == nil || !strings.HasPrefix(err.Error(), "reading the schema s.yml:4:") || !strings.Contains(err.Error(), "the unquoted value ")):
			t.Errorf("%s: %v", place, err)
		case want != "" && err != nil:
			t.Errorf("%s: %v", place, err)
		case want != "" && !strings.Contains(string(d.JSON()), want):
			t.Errorf("%s: %s in %s", place, want, d.JSON())
		}
	}
}

func TestInfoIsText(t *testing.T) {
	d, err := Parse("s.yml", []byte("openapi: 3.0.3\ninfo: {title: 1.10, version: 2025.10}\npaths: {}\n"))
	if err != nil || d.Version() != "2025.10" || !strings.Contains(string(d.JSON()), `{"title":"1.10","version":"2025.10"}`) {
		t.Errorf("got %v, %s", err, d.JSON())
	}
}

// Aliases and merges become what they stand for; the order is that of the generator's own reader.
func TestAnchors(t *testing.T) {
	for content, want := range map[string]string{
		"x-a: &a [1]\nx-b: *a\n":                                                  `"x-a":[1],"x-b":[1]`,
		"x-a: &a {k: 1, l: 2}\nx-b: {<<: *a, l: 3, m: 4}\n":                       `"x-b":{"k":1,"l":3,"m":4}`,
		"x-a: &a {k: 1, l: 2}\nx-b: {l: 3, <<: *a}\n":                             `"x-b":{"l":3,"k":1}`,
		"x-a: &a {k: 1}\nx-b: &b {k: 2, l: 2}\nx-c: {<<: [*a, *b]}\n":             `"x-c":{"k":1,"l":2}`,
		"x-a: &a {k: 1}\nx-b: &b {<<: *a, l: 2}\nx-c: {<<: *b}\n":                 `"x-c":{"k":1,"l":2}`,
		"x-a: {'<<': {k: 1}}\n":                                                   `"x-a":{"<<":{"k":1}}`,
		"x-a: &a on\nx-b: {*a : 1}\n":                                             `"x-b":{"on":1}`,
		"x-a: &a {k: 1}\nx-b: {<<: {l: *a}}\n":                                    `"x-b":{"l":{"k":1}}`,
		"components: &c {schemas: {A: {type: string, enum: [NO]}}}\nx-c: *c\n":    `"enum":["NO"]`,
		"x-p: &p {paths: {}}\n<<: *p\n":                                           "there twice",
		"x-a: {<<: 1}\n":                                                          "the key << merges the value \"1\", and only mappings can be merged",
		"x-a: &a {k: *a}\n":                                                       `the anchor "a" contains itself`,
		"x-a: &a [{<<: *a}]\n":                                                    `the anchor "a" contains itself`,
		"x-a: *b\n":                                                               `reading the schema s.yml:4: it is not YAML: there is no anchor "b" before this`,
		"x-a: {? [1] : 2}\n":                                                      "a key is a list and not a text",
		"x-a: &a {k: 1}\nx-b: {<<: *a, l: 1, l: 2}\n":                             `the key "l" is there twice`,
		"x-a: &a {$ref: '#/no'}\ncomponents: {schemas: {A: *a}}\n":                "leads nowhere",
		"x-a: &a {type: string}\ncomponents: {schemas: {A: {<<: *a, $ref: '#'}}}": "does not look at",
	} {
		d, err := Parse("s.yml", []byte(head+content))
		if strings.HasPrefix(want, `"`) {
			if err != nil || !strings.Contains(string(d.JSON()), want) {
				t.Errorf("%s: got %v, want %s", content, err, want)
			}
		} else if want != "there twice" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %s", content, err, want)
		}
	}
}

// A few lines that would become gigabytes are refused, and soon.
func TestAnchorsThatGrow(t *testing.T) {
	content := head + "x-0: &x0 [a, a, a, a, a, a, a, a, a, a]\n"
	for i := range 20 {
		content += fmt.Sprintf("x-%d: &x%d [*x%d, *x%d, *x%d, *x%d]\n", i+1, i+1, i, i, i, i)
	}
	check(t, content, "its anchors, written out, make it larger than 16 MB")
}

func TestNesting(t *testing.T) {
	nested := func(n int) string { return head + "x-a: " + strings.Repeat("[", n) + strings.Repeat("]", n) + "\n" }
	check(t, nested(deepest-1), "")
	check(t, nested(deepest), "reading the schema s.yml:4:1005: it is nested more than 1000 deep")
}

func TestJSONIsReadAsJSON(t *testing.T) {
	content := "{\n\t\"openapi\": \"3.0.3\",\n\t\"info\": {\"title\": \"\\ud83d\\ude00 \\/\", \"version\": \"1\"},\n\t\"paths\": {},\n\t\"x-value\": [1e400, -0.50, null, true, \"NO\"]\n}\n"
	d, err := Parse("s.json", []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"openapi":"3.0.3","info":{"title":"😀 /","version":"1"},"paths":{},"x-value":[1e400,-0.50,null,true,"NO"]}` + "\n"
	if diff := cmp.Diff(want, string(d.JSON())); diff != "" {
		t.Error(diff)
	}
	check(t, strings.Replace(content, `"paths"`, `"x-a": {"b": 1, "b": 2}, "paths"`, 1), `reading the schema s.yml:4:18: the key "b" is there twice, first in line 4`)
}
