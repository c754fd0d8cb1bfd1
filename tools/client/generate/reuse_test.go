package generate

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"akbuild.internal/tools/client/generator"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

// pinned are the pinned versions of the generator, each with a Java that stays.
func pinned(t *testing.T) map[string]generator.Jar {
	t.Helper()
	jars := map[string]generator.Jar{}
	for _, version := range strings.Fields(os.Getenv(testenv.Generators)) {
		warm := &generator.Warm{Classes: testenv.Path(t, testenv.GeneratorHost+version)}
		t.Cleanup(warm.Close)
		jars[version] = generator.Jar{Java: testenv.Path(t, testenv.Java), Jar: testenv.Path(t, testenv.GeneratorJar+version), Warm: warm}
	}
	if len(jars) == 0 {
		testenv.Absent(t, "%s is not set", testenv.Generators)
	}
	return jars
}

// clients are requests for the two clients of a schema whose enumerations are searched for more than once.
func clients(t *testing.T, jar generator.Jar) []Request {
	t.Helper()
	goClient, typescript := request(t, jar), request(t, jar)
	typescript.Generator, typescript.Config = "typescript-fetch", ""
	write(t, typescript.KnownOptions, "npmName\n")
	kind := "kind: {$ref: '#/components/schemas/ItemKindEnum'}"
	for _, r := range []Request{goClient, typescript} {
		write(t, r.Schema, strings.Replace(schema, kind, kind+", former_"+kind, 1))
	}
	return []Request{goClient, typescript}
}

// loadsAnew is the version whose static fields are not those that akbuild.Statics knows: each run has new classes.
const loadsAnew = "6.2.0"

// A worker that went back to new classes for each run, or to the generators that make each name again, would only be slow.
func TestWarmReuses(t *testing.T) {
	for version, jar := range pinned(t) {
		t.Run(version, func(t *testing.T) {
			requests := clients(t, jar)
			var before generator.Reused
			for n, r := range requests {
				if err := Run(context.Background(), r); err != nil {
					t.Fatal(err)
				}
				got := jar.Warm.Reused()
				if version != loadsAnew && got.Classes != n {
					t.Errorf("%d of %d runs had the classes of an earlier one", got.Classes, n+1)
				}
				if got.Names == before.Names {
					t.Errorf("run %d, of %s, remembered no name", n, r.Generator)
				}
				before = got
			}
			jar.Warm.Close()
		})
	}
}

// Whatever ran before in the same Java, the bytes are those of a Java for one run.
func TestWarmGivesTheSame(t *testing.T) {
	requests := clients(t, pinned(t)[realJar(t).Version()])
	goClient, typescript := requests[0], requests[1]
	// The tool remembers made names beyond a run, but not the option they were made under.
	write(t, goClient.Schema, strings.ReplaceAll(schema, "kind:", "größe:"))
	goClient.Allowed = []string{"allowUnicodeIdentifiers"}
	unicode := goClient
	unicode.Set = []string{"allowUnicodeIdentifiers=true"}
	unicode.Out += "-unicode"
	requests = []Request{goClient, unicode, typescript}
	want := make([]string, len(requests))
	for i, r := range requests {
		r.Jar.Warm = nil
		if err := Run(context.Background(), r); err != nil {
			t.Fatal(err)
		}
		want[i] = sums(t, r.Out)
	}
	if want[0] == want[1] {
		t.Fatal("the option changes nothing: this test could not fail")
	}
	for n, i := range []int{0, 2, 1, 0, 1, 2, 0} {
		r := requests[i]
		r.Out += strconv.Itoa(n) + "w"
		if err := Run(context.Background(), r); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[i], sums(t, r.Out)); diff != "" {
			t.Errorf("run %d, of request %d (-cold +warm):\n%s", n, i, diff)
		}
	}
}
