package apidiff

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

func printMarkdown(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# API changes from %s to %s\n\n%s.\n", escape(r.From.Title), escape(r.To.Title), r.Counts.summary())
	if len(r.Sides) > 0 {
		fmt.Fprintln(b)
	}
	for _, s := range r.Sides {
		fmt.Fprintf(b, "- %s\n", escape(s.summary()))
		for _, remark := range s.remarks() {
			fmt.Fprintf(b, "- %s\n", escape(remark))
		}
	}
	markdownTouched(b, r.touched())
	last := Level("")
	for _, op := range r.Operations {
		if op.Worst() != last {
			last = op.Worst()
			fmt.Fprintf(b, "\n## %s\n", sections[last])
		}
		fmt.Fprintf(b, "\n### %s\n\n", op.markdown())
		markdownChanges(b, op.Changes)
		for _, c := range op.Calls {
			fmt.Fprintf(b, "- called by %s: %s\n", c.title, join(c.Sites))
		}
	}
	if len(r.General) > 0 {
		fmt.Fprint(b, "\n## The API as a whole\n\n")
		markdownChanges(b, r.General)
	}
	return b.Flush()
}

var sections = map[Level]string{
	Breaking: "Operations with breaking changes",
	Warning:  "Operations with warnings",
	Other:    "Operations with other changes",
}

func markdownTouched(w io.Writer, touched []Operation) {
	if len(touched) == 0 {
		return
	}
	fmt.Fprint(w, "\n## Changed operations that the source calls\n\n")
	fmt.Fprint(w, "| operation | breaking | warnings | other | called by |\n| --- | --: | --: | --: | --- |\n")
	for _, op := range touched {
		var sides []string
		for _, c := range op.Calls {
			sides = append(sides, c.title)
		}
		n, by := countOf(op.Changes), strings.Join(sides, ", ")
		fmt.Fprintf(w, "| %s | %d | %d | %d | %s |\n", op.markdown(), n.Breaking, n.Warning, n.Other, by)
	}
}

func markdownChanges(w io.Writer, changes []Change) {
	for _, c := range changes {
		fmt.Fprintf(w, "- **%s**: %s\n", c.Level, c.code)
	}
}

func (o Operation) markdown() string {
	text := fmt.Sprintf("`%s %s`", o.Method, o.Path)
	if len(o.IDs) > 0 {
		text += fmt.Sprintf(" (`%s`)", strings.Join(o.IDs, "`, `"))
	}
	return text
}

var special = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`, "|", `\|`)

// escape keeps Markdown from reading text that is not code as markup.
func escape(text string) string { return special.Replace(text) }
