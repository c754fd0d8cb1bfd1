package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/base/tree"
)

var (
	optionLine   = regexp.MustCompile(`^\t([A-Za-z][\w.-]*)\s*$`)
	unknownName  = "Can't load config class with name"
	nameListLine = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// Options asks the tool which options a generator has, and returns them sorted, with those it takes without listing them.
func (j Jar) Options(ctx context.Context, name string) ([]string, error) {
	if err := j.Check(); err != nil {
		return nil, err
	}
	scratch, err := os.MkdirTemp("", "akbuild-options-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	defer os.RemoveAll(scratch)
	var out collector
	runErr := j.run(ctx, scratch, &out, "config-help", "-g", name)
	if ctx.Err() != nil {
		return nil, errors.New("asking openapi-generator for its options: interrupted")
	}
	var exit *ended
	if runErr != nil && !errors.As(runErr, &exit) {
		return nil, fmt.Errorf("running %s: %w", j.Java, tree.Reason(runErr))
	}
	var options, names []string
	for _, line := range out.lines {
		if m := optionLine.FindStringSubmatch(line); m != nil {
			options = append(options, m[1])
		} else if nameListLine.MatchString(line) {
			names = append(names, line)
		}
	}
	if strings.Contains(out.text(), unknownName) {
		return nil, fmt.Errorf("asking openapi-generator %s for its options: it has no generator %s%s", j.Version(), name, nearest.Hint(name, names))
	}
	if runErr != nil || len(options) == 0 {
		return nil, fmt.Errorf("asking openapi-generator %s for the options of %s: %s", filepath.Base(j.Jar), name, strings.Join(strings.Fields(out.text()), " "))
	}
	options = append(options, tolerated[name]...)
	slices.Sort(options)
	return slices.Compact(options), nil
}

// FormatOptions writes a list of options as a file.
func FormatOptions(version, name string, options []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Options of the generator %s of openapi-generator %s, by akbuild generator-options.\n", name, version)
	for _, o := range options {
		fmt.Fprintln(&b, o)
	}
	return b.Bytes()
}

// ReadOptions reads a file that FormatOptions wrote.
func ReadOptions(name string) ([]string, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the list of options %s: %w", name, tree.Reason(err))
	}
	var options []string
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			options = append(options, line)
		}
	}
	if len(options) == 0 {
		return nil, fmt.Errorf("reading the list of options %s: it is empty; make it anew: akbuild generator-options", name)
	}
	return options, nil
}

// collector keeps lines, without the mark of logged ones.
type collector struct{ lines []string }

// Write implements io.Writer.
func (c *collector) Write(p []byte) (int, error) {
	line := string(p)
	if logged, ok := strings.CutPrefix(line, logMark); ok {
		_, line, _ = strings.Cut(logged, " ")
	}
	if !javaNoise.MatchString(line) {
		c.lines = append(c.lines, line)
	}
	return len(p), nil
}

func (c *collector) text() string { return strings.Join(c.lines, "\n") }
