package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// write puts the table and the plot into docs/, and says of what machine they are. Results that the page has, of the same machine, and
// this run did not take, stay.
func (b *bench) write() {
	file := filepath.Join(b.workspace, "docs", "measures.md")
	old, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		fail("reading docs/measures.md: %v", err)
	}
	results := b.results
	if strings.Contains(string(old), machine()+"\n") {
		results = over(parse(string(old)), results)
	}
	picture, err := svg(results)
	if err != nil {
		fail("drawing the plot: %v", err)
	}
	text := "# Measures\n\n" +
		"Each is a ratio of two things that were measured in turn, in one run on one machine. `./bazelw run //bench -- -write` takes them all anew,\n" +
		"with `-only` some; [bench/README.md](../bench/README.md) says what is measured. In the plot a black stroke is the bar.\n\n" +
		machine() + "\n\n" + markdown(results) + "\n![The ratios, and their bars](measures.svg)\n"
	for name, content := range map[string]string{"measures.md": text, "measures.svg": picture} {
		if err := os.WriteFile(filepath.Join(b.workspace, "docs", name), []byte(content), 0o644); err != nil {
			fail("writing docs/%s: %v", name, err)
		}
	}
}

// over is the old results, with the new ones of the same name in their place, and the others behind them.
func over(old, results []result) []result {
	joined := slices.Clone(old)
	for _, r := range results {
		if at := slices.IndexFunc(joined, func(o result) bool { return o.name == r.name }); at >= 0 {
			joined[at] = r
		} else {
			joined = append(joined, r)
		}
	}
	return joined
}

// parse reads the results of a page, as markdown writes them.
func parse(page string) (results []result) {
	for line := range strings.Lines(page) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 5 {
			continue
		}
		r := result{name: strings.TrimSpace(cells[0]), detail: strings.TrimSpace(cells[4])}
		if _, err := fmt.Sscanf(strings.TrimSpace(cells[1]), "%fx", &r.ratio); err != nil {
			continue
		}
		if _, err := fmt.Sscanf(strings.TrimSpace(cells[2]), "<= %fx", &r.bar); err == nil && r.bar == 0 {
			r.bar = noneAtAll
		}
		results = append(results, r)
	}
	return results
}

// machine says what was measured on, without its name.
func machine() string {
	model, memory := "a processor", ""
	if content, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, rest, found := strings.Cut(string(content), "model name"); found {
			line, _, _ := strings.Cut(rest, "\n")
			model = strings.TrimLeft(line, "\t :")
		}
		model = fmt.Sprintf("%d cores of %s", strings.Count(string(content), "processor\t"), model)
	}
	if content, err := os.ReadFile("/proc/meminfo"); err == nil {
		var kib int
		if _, err := fmt.Sscanf(string(content), "MemTotal: %d kB", &kib); err == nil {
			memory = fmt.Sprintf(", %d GiB of memory", (kib+1<<19)>>20)
		}
	}
	return model + memory
}
