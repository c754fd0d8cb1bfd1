package contract

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"akbuild.internal/tools/source/lines"
)

// Finding is one fact of a contract that a tree does not keep.
type Finding struct {
	// Fact is the kind of fact: version, path, text, substitution, watch, python, dependency, package,
	// go or generator.
	Fact string `json:"fact"`
	// File is the path in the tree that it is about.
	File string `json:"file"`
	// Line is the line of it that is wrong, or nearest; 0 if none is.
	Line int `json:"line,omitempty"`
	// Problem is a sentence that says what was found instead.
	Problem string `json:"problem"`
	// Why says who relies on the fact.
	Why string `json:"why,omitempty"`
	// Edit says what to adapt if the tree is right.
	Edit string `json:"edit"`
}

// Report is the outcome of a comparison.
type Report struct {
	// Line is the release line.
	Line string `json:"line"`
	// Contract is the contract's file.
	Contract string `json:"contract"`
	// Tree is the tree.
	Tree string `json:"tree"`
	// Facts is how many facts were looked at.
	Facts int `json:"facts"`
	// Findings are the facts that the tree does not keep, in the contract's order.
	Findings []Finding `json:"findings"`
	// Remarks are what the tree lacks and a build can do without. They are no differences.
	Remarks []Finding `json:"remarks,omitempty"`
}

// None is the report on a tree whose line has no contract, with the error that says so.
func None(dir string, err error) Report {
	return Report{Tree: dir, Findings: []Finding{{
		Fact: "line", File: lines.VersionFile, Problem: err.Error(),
		Edit: linesFolder + ": a folder for that line, which inherits from the nearest (docs/lines.md)",
	}}}
}

// Write writes the report in the format text or json.
func (r Report) Write(w io.Writer, format string) error {
	if format == "json" {
		return r.JSON(w)
	}
	return r.Text(w)
}

// JSON writes the report as one JSON object.
func (r Report) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if r.Findings == nil {
		r.Findings = []Finding{}
	}
	return encoder.Encode(r)
}

// sentence ends what was found.
func sentence(problem string) string {
	if strings.HasSuffix(problem, "?") {
		return problem
	}
	return problem + "."
}

// Text writes the report for people.
func (r Report) Text(w io.Writer) error {
	var out strings.Builder
	for _, f := range r.Findings {
		place := f.File
		if f.Line > 0 {
			place = fmt.Sprintf("%s:%d", f.File, f.Line)
		}
		fmt.Fprintf(&out, "%s: %s\n", place, sentence(f.Problem))
		if f.Why != "" {
			fmt.Fprintf(&out, "    why it matters: %s\n", f.Why)
		}
		fmt.Fprintf(&out, "    to adapt: %s\n", f.Edit)
	}
	for _, f := range r.Remarks {
		fmt.Fprintf(&out, "remark: %s: %s; without it: %s. To repair it: %s\n", f.File, f.Problem, f.Why, f.Edit)
	}
	switch {
	case r.Line == "":
	case len(r.Findings) == 0:
		fmt.Fprintf(&out, "%s keeps the contract of line %s: all %d facts of %s.\n", r.Tree, r.Line, r.Facts, r.Contract)
	case len(r.Findings) == 1:
		fmt.Fprintf(&out, "%s does not keep the contract of line %s: 1 of %d facts of %s is different.\n", r.Tree, r.Line, r.Facts, r.Contract)
	default:
		fmt.Fprintf(&out, "%s does not keep the contract of line %s: %d of %d facts of %s are different.\n", r.Tree, r.Line, len(r.Findings), r.Facts, r.Contract)
	}
	_, err := io.WriteString(w, out.String())
	return err
}
