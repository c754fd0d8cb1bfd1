package openapi

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/fuzzing"
)

func TestFuzz(t *testing.T) { fuzzing.Run(t, 20000, "FuzzParse") }

// Whatever a schema holds, it is refused in one line that names the file, or becomes JSON that reads as the same again.
func FuzzParse(f *testing.F) {
	seeds, err := os.ReadFile("testdata/seeds.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range strings.Split(string(seeds), "\n=====\n") {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		d, err := Parse("s.yml", content)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "reading the schema s.yml:") || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%q", err)
			}
			return
		}
		if !json.Valid(d.JSON()) {
			t.Fatalf("no JSON: %s", d.JSON())
		}
		again, err := Parse("s.yml", d.JSON())
		if err != nil {
			t.Fatalf("%v in %s", err, d.JSON())
		}
		if string(again.JSON()) != string(d.JSON()) {
			t.Fatalf("%s became %s", d.JSON(), again.JSON())
		}
		if lowered, err := d.Lower(); err != nil || !json.Valid(lowered.JSON) {
			t.Fatalf("lowered to %s, %v", lowered.JSON, err)
		}
		d.Circle()
		d.Models()
		d.Locate("attribute components.schemas.A.b is missing")
		d.Operation("ApiAListRequest")
	})
}
