package golden

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the expectations of golden cases anew")

// Suite is how cases are run.
type Suite struct {
	// Command runs one command line and returns its status.
	Command func(args []string, stdout, stderr io.Writer) int
	// Var gives the value of a name in args, or skips the test.
	Var func(t *testing.T, name string) string
	// Prepare changes the folder $IN before the command runs. May be nil.
	Prepare func(t testing.TB, in string)
}

// Run runs every case below dir.
func (s Suite) Run(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			t.Run(e.Name(), func(t *testing.T) {
				c := &run{suite: s, dir: filepath.Join(dir, e.Name()), work: t.TempDir()}
				c.run(t)
			})
		}
	}
}

type run struct {
	suite     Suite
	dir, work string
}

func (c *run) in() string  { return filepath.Join(c.work, "in") }
func (c *run) out() string { return filepath.Join(c.work, "out") }

func (c *run) run(t *testing.T) {
	c.unpack(t)
	lines := c.commands(t)
	before := files(t, c.in())
	var stdout, stderr bytes.Buffer
	status := 0
	var entries []string
	for _, args := range lines {
		entries = names(t, c.work)
		if status = c.suite.Command(args, &stdout, &stderr); status != 0 {
			break
		}
	}
	c.text(t, "stdout", stdout.String())
	c.text(t, "stderr", stderr.String())
	c.text(t, "exit", map[bool]string{true: "", false: fmt.Sprintf("%d\n", status)}[status == 0])
	if status != 0 {
		c.nothingLeft(t, entries, before)
		return
	}
	c.tree(t, "after.txtar", c.in(), before)
	c.recorded(t)
	c.tree(t, "out.txtar", c.out(), nil)
	c.sums(t)
}

func (c *run) unpack(t *testing.T) {
	t.Helper()
	if err := os.Mkdir(c.in(), 0o755); err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile(filepath.Join(c.dir, "in.txtar"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if archive != nil {
		for _, f := range archive.Files {
			name := filepath.Join(c.in(), filepath.FromSlash(f.Name))
			if strings.HasSuffix(f.Name, "/") {
				if err := os.MkdirAll(name, 0o755); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if c.suite.Prepare != nil {
		c.suite.Prepare(t, c.in())
	}
}

var variable = regexp.MustCompile(`\$[A-Z]+`)

func (c *run) commands(t *testing.T) [][]string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(c.dir, "args"))
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]string
	for line := range strings.Lines(string(content)) {
		args := strings.Fields(line)
		if len(args) == 0 || strings.HasPrefix(args[0], "#") {
			continue
		}
		for i, arg := range args {
			args[i] = variable.ReplaceAllStringFunc(arg, func(name string) string {
				switch name {
				case "$IN":
					return c.in()
				case "$OUT":
					return c.out()
				}
				return c.suite.Var(t, name[1:])
			})
		}
		lines = append(lines, args)
	}
	return lines
}
