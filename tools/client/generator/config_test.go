package generator

import (
	"os"
	"path/filepath"
	"testing"
)

// A value that looks like a number stays a string: release 2026.10 is not 2026.1.
func TestSetKeepsStrings(t *testing.T) {
	c, err := ReadConfig("")
	if err != nil {
		t.Fatal(err)
	}
	c.Set("npmVersion", "2026.10")
	c.Set("supportsES6", "true")
	c.Set("packageName", "api")
	got, err := c.Bytes()
	want := "additionalProperties:\n  npmVersion: \"2026.10\"\n  supportsES6: true\npackageName: \"api\"\n"
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

// Every option of the files that authentik's releases generate with must pass.
func TestUpstreamConfigurationsAreKnown(t *testing.T) {
	for name, c := range map[string]struct {
		generator string
		options   []string
		content   string
	}{
		"client-go of 2025.12": {"go", []string{"enumClassPrefix", "useOneOfDiscriminatorLookup", "packageName"},
			"packageName: api\nenumClassPrefix: true\nuseOneOfDiscriminatorLookup: true\n"},
		"packages/client-go of 2026.5": {"go", []string{"enumClassPrefix", "useOneOfDiscriminatorLookup", "disallowAdditionalPropertiesIfNotPresent"},
			"additionalProperties:\n  packageName: api\n  enumClassPrefix: true\n  useOneOfDiscriminatorLookup: true\n  disallowAdditionalPropertiesIfNotPresent: false\nglobalProperties:\n  apiDocs: false\n  apiTests: false\n  modelDocs: false\n  modelTests: false\n"},
		"client-ts": {"typescript-fetch", []string{"supportsES6", "npmName", "enumUnknownDefaultCase"},
			"---\ntemplateDir: /local/templates/\nadditionalProperties:\n  typescriptThreePlus: true\n  supportsES6: true\n  npmName: \"@goauthentik/api\"\n  fileContentDataType: Blob\n  enumUnknownDefaultCase: true\n  useObjectParameters: true\n"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "config.yaml")
			if err := os.WriteFile(file, []byte(c.content), 0o644); err != nil {
				t.Fatal(err)
			}
			config, err := ReadConfig(file)
			if err != nil {
				t.Fatal(err)
			}
			config.SetTemplates("")
			if err := config.Check("the generator", append(c.options, tolerated[c.generator]...)); err != nil {
				t.Error(err)
			}
		})
	}
}

// What the generator reads is what the file has, whatever its reader takes for a number or a boolean.
func TestValuesAreTexts(t *testing.T) {
	for content, want := range map[string]string{
		"packageVersion: 1.10\nhideTimestamp: true\n":             "packageVersion: \"1.10\"\nhideTimestamp: true\n",
		"nameMappings: {a: 0644, b: 'no'}\nfiles: [2026-01-01]\n": "nameMappings: {a: \"0644\", b: 'no'}\nfiles: [\"2026-01-01\"]\n",
		"enumClassPrefix: yes\n":                                  "",
		"additionalProperties:\n  a: Off\n":                       "",
	} {
		file := filepath.Join(t.TempDir(), "config.yaml")
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		config, err := ReadConfig(file)
		if want == "" {
			if err == nil {
				t.Errorf("%s: no error", content)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got, err := config.Bytes(); err != nil || string(got) != want {
			t.Errorf("got %s, %v, want %s", got, err, want)
		}
	}
}
