package execlog

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// entry is an action of a log: what it makes, from which inputs ("path=hash").
func entry(mnemonic, output string, hit bool, command, environ string, inputs ...string) string {
	var in []string
	for _, input := range inputs {
		path, hash, _ := strings.Cut(input, "=")
		in = append(in, fmt.Sprintf(`{"path": %q, "digest": {"hash": %q}}`, path, hash))
	}
	return fmt.Sprintf(`{"commandArgs": ["tool", %q], "environmentVariables": [{"name": "A", "value": %q}], "inputs": [%s], "listedOutputs": [%q], "mnemonic": %q, "targetLabel": "//x:%s", "cacheHit": %v}`,
		command, environ, strings.Join(in, ", "), output, mnemonic, output, hit) + "\n"
}

func explain(t *testing.T, first, second string) string {
	t.Helper()
	dir := t.TempDir()
	var logs []*Log
	for name, content := range map[string]string{"A": first, "B": second} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"A", "B"} {
		log, err := Read(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		log.Name = name
		logs = append(logs, log)
	}
	var out strings.Builder
	Explain(&out, logs[0], logs[1])
	return out.String()
}

func TestExplain(t *testing.T) {
	const head = "1 of the 1 actions of B were in no cache\nthe first that differs for a reason of its own: Compile of //x:a.o\n  "
	first := entry("Compile", "a.o", false, "-c", "1", "a.c=1", "tool=1")
	for name, c := range map[string]struct{ first, second, want string }{
		"all found":   {first, entry("Compile", "a.o", true, "-c", "1", "a.c=1", "tool=1"), "all 1 actions of B came from a cache\n"},
		"input":       {first, entry("Compile", "a.o", false, "-c", "1", "a.c=2", "tool=1"), head + "its input a.c was 1 and is 2\n"},
		"new input":   {first, entry("Compile", "a.o", false, "-c", "1", "a.c=1", "b.h=1", "tool=1"), head + "its input b.h is new\n"},
		"input gone":  {first, entry("Compile", "a.o", false, "-c", "1", "a.c=1"), head + "its input tool is gone\n"},
		"command":     {first, entry("Compile", "a.o", false, "-g", "1", "a.c=1", "tool=1"), head + "its command line had \"-c\" and has \"-g\"\n"},
		"environment": {first, entry("Compile", "a.o", false, "-c", "2", "a.c=1", "tool=1"), head + "its environment had \"A=1\" and has \"A=2\"\n"},
		"unknown":     {entry("Other", "o", false, "", ""), first, head + "there is no such action in A\n"},
		"lost":        {first, first, "1 of the 1 actions of B were in no cache\nthe first: Compile of //x:a.o\n  nothing that it depends on differs: the cache did not have it, since it lost it or nobody wrote it there\n"},
		"of another action": {
			first + entry("Link", "a", false, "", "", "a.o/part=1"),
			entry("Link", "a", false, "", "", "a.o/part=2") + entry("Compile", "a.o", false, "-c", "1", "a.c=2", "tool=1"),
			"2 of the 2 actions of B were in no cache\nthe first that differs for a reason of its own: Compile of //x:a.o\n  its input a.c was 1 and is 2\n",
		},
		"many inputs": {
			entry("Compile", "a.o", false, "-c", "1"), entry("Compile", "a.o", false, "-c", "1", "1=1", "2=1", "3=1", "4=1", "5=1", "6=1", "7=1"),
			head + "its input 1 is new\n  its input 2 is new\n  its input 3 is new\n  its input 4 is new\n  its input 5 is new\n  and 2 inputs more\n",
		},
		"tests left out": {first, first + entry("TestRunner", "log", false, "", ""), "1 of the 1 actions of B were in no cache\nthe first: Compile of //x:a.o\n  nothing that it depends on differs: the cache did not have it, since it lost it or nobody wrote it there\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, explain(t, c.first, c.second)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ content, want string }{
		"empty": {"", "there is no action in it; write it with a build that runs some, after ./bazelw clean"},
		"text":  {"hello", "it is not what --execution_log_json_file writes (invalid character 'h' looking for beginning of value); write it with that"},
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(c.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(file); err == nil || err.Error() != "reading the execution log "+file+": "+c.want {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := Read(filepath.Join(dir, "none")); err == nil || !strings.HasSuffix(err.Error(), "no such file or directory; write one with --execution_log_json_file=FILE") {
		t.Errorf("got %v", err)
	}
}
