package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var results = []result{
	{"nothing changed / bazel info", 1.5, 2, "0.3 s / 0.2 s"},
	{"cold / plain steps <one>", 1.25, 1, "5 s / 4 s"},
	{"cache size / installed size", 0.4, 0, "4 MB / 10 MB"},
	{"actions that ran / all", 0, noneAtAll, "9 from a cache"},
}

func TestMarkdown(t *testing.T) {
	want := `| measure | ratio | bar | | medians |
|---|---|---|---|---|
| nothing changed / bazel info | 1.500x | <= 2.00x | ok | 0.3 s / 0.2 s |
| cold / plain steps <one> | 1.250x | <= 1.00x | MISSED | 5 s / 4 s |
| cache size / installed size | 0.400x | none |  | 4 MB / 10 MB |
| actions that ran / all | 0.000x | <= 0.00x | ok | 9 from a cache |
`
	if diff := cmp.Diff(want, markdown(results)); diff != "" {
		t.Error(diff)
	}
}

// What a page has is read as it was written, and stays where a run did not take it.
func TestPage(t *testing.T) {
	read := parse("# Measures\n\n" + markdown(results) + "\n![The ratios](measures.svg)\n")
	if diff := cmp.Diff(results, read, cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
	again := result{"cold / plain steps <one>", 0.5, 1, "2 s / 4 s"}
	more := result{"one line / plain Nix", 0.1, 0.1, "1 s / 10 s"}
	want := []result{results[0], again, results[2], results[3], more}
	if diff := cmp.Diff(want, over(read, []result{again, more}), cmp.AllowUnexported(result{})); diff != "" {
		t.Error(diff)
	}
}

// The plot is XML, with a bar a result, in the colour of its verdict.
func TestPlot(t *testing.T) {
	picture, err := svg(results)
	if err != nil {
		t.Fatal(err)
	}
	for decoder := xml.NewDecoder(strings.NewReader(picture)); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v\n%s", err, picture)
		}
	}
	for _, part := range []string{
		`width="315" height="14" fill="#3a7d44"`, `width="262" height="14" fill="#b3402e"`, `width="84" height="14" fill="#666666"`,
		"cold / plain steps &lt;one&gt;", ">1.250x<",
	} {
		if !strings.Contains(picture, part) {
			t.Errorf("the plot has no %s:\n%s", part, picture)
		}
	}
	if strokes := strings.Count(picture, `width="2"`); strokes != 3 {
		t.Errorf("it has %d strokes of bars", strokes)
	}
}
