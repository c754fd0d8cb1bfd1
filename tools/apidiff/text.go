package apidiff

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

func printText(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	if r.Counts.total() == 0 {
		fmt.Fprintf(b, "No API changes from %s to %s\n", r.From.Title, r.To.Title)
	} else {
		fmt.Fprintf(b, "API changes from %s to %s\n", r.From.Title, r.To.Title)
	}
	for _, op := range r.Operations {
		fmt.Fprintf(b, "\n%s\n", op.heading())
		textChanges(b, op.Changes)
		for _, c := range op.Calls {
			fmt.Fprintf(b, "  called by %s: %s\n", c.title, join(c.Sites))
		}
	}
	if len(r.General) > 0 {
		fmt.Fprintln(b, "\nthe API as a whole")
		textChanges(b, r.General)
	}
	if touched := r.touched(); len(touched) > 0 {
		fmt.Fprintln(b, "\nchanged operations that the source calls")
		for _, op := range touched {
			fmt.Fprintf(b, "  %s: %s\n", op.heading(), countOf(op.Changes).brief())
		}
	}
	fmt.Fprintln(b)
	for _, s := range r.Sides {
		for _, remark := range s.remarks() {
			fmt.Fprintln(b, remark)
		}
	}
	for _, s := range r.Sides {
		fmt.Fprintln(b, s.summary())
	}
	fmt.Fprintln(b, r.Counts.summary())
	return b.Flush()
}

func textChanges(w io.Writer, changes []Change) {
	for _, c := range changes {
		fmt.Fprintf(w, "  %-8s  %s\n", c.Level, c.Text)
	}
}

// heading names an operation as people and generated clients do.
func (o Operation) heading() string {
	if len(o.IDs) == 0 {
		return o.Method + " " + o.Path
	}
	return fmt.Sprintf("%s %s (%s)", o.Method, o.Path, strings.Join(o.IDs, ", "))
}
