package apidiff

import (
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/spf13/pflag"
)

// Request says what to compare, where to look for callers, and how to print it.
type Request struct {
	// From and To are schema files, or releases that the folder Schemas has a file <release>.yml of.
	From, To string
	Schemas  string
	// Format is text, markdown or json.
	Format string
	// FailOnBreaking is for callers of Run, which only says whether there are breaking changes.
	FailOnBreaking bool
	// Source is a source tree to look for callers in; empty means none. The rest says with what.
	Source      string
	GoClient    string
	GoRoot      string
	GoVendor    string
	GoTags      []string
	TSClient    string
	Node        string
	TypeScript  string
	NodeModules string
}

// AddFlags adds the flags of the request, which are the same for the command and for its tests.
func (r *Request) AddFlags(fl *pflag.FlagSet) {
	fl.StringVar(&r.Schemas, "schemas", "", "folder with a schema <release>.yml for each release")
	fl.StringVar(&r.Format, "format", "text", "text, markdown or json")
	fl.BoolVar(&r.FailOnBreaking, "fail-on-breaking", false, "exit with status 1 when there are breaking changes")
	fl.StringVar(&r.Source, "source", "", "source tree: say which changed operations its Go server and web UI call")
	fl.StringVar(&r.GoClient, "go-client", "", "generated Go client, for the calls of the Go server")
	fl.StringVar(&r.GoRoot, "go-root", "", "Go SDK, for calls that go through types of the standard library")
	fl.StringVar(&r.GoVendor, "go-vendor", "",
		"vendor tree, for calls that go through third-party types (default: the source tree's)")
	fl.StringSliceVar(&r.GoTags, "go-tags", nil, "build tags of the Go server")
	fl.StringVar(&r.TSClient, "ts-client", "", "generated TypeScript client, for the calls of the web UI")
	fl.StringVar(&r.Node, "node", "", "the node program")
	fl.StringVar(&r.TypeScript, "typescript", "", "folder of the npm package typescript")
	fl.StringVar(&r.NodeModules, "node-modules", "",
		"folder node_modules besides the web UI's own, for calls that go through third-party types")
}

// Run compares and prints, and says whether there are breaking changes.
func Run(ctx context.Context, w io.Writer, r Request) (breaking bool, err error) {
	write, err := printer(r.Format)
	if err != nil {
		return false, err
	}
	report, err := Compare(ctx, r)
	if err != nil {
		return false, err
	}
	if err := write(w, report); err != nil {
		return false, fmt.Errorf("printing the changes: %w", err)
	}
	return report.Counts.Breaking > 0, nil
}

// Compare makes the report that Run prints.
func Compare(ctx context.Context, r Request) (*Report, error) {
	fromFile, err := resolve(r.From, r.Schemas)
	if err != nil {
		return nil, err
	}
	toFile, err := resolve(r.To, r.Schemas)
	if err != nil {
		return nil, err
	}
	callers, err := r.callers()
	if err != nil {
		return nil, err
	}
	var from, to *schema
	var changes []located
	tasks := []func() error{func() (err error) {
		if from, to, err = readBoth(fromFile, toFile); err == nil {
			changes, err = compare(from, to)
		}
		return err
	}}
	for _, c := range callers {
		tasks = append(tasks, func() error { return c.look(ctx) })
	}
	if err := parallel(tasks...); err != nil {
		return nil, err
	}
	report := newReport(from, to, changes)
	for _, c := range callers {
		report.attach(c, from, to)
	}
	return report, nil
}

// parallel runs tasks at once and returns the error of the first in the list that has one, not the first in time: what
// is said about bad input must not depend on chance.
func parallel(tasks ...func() error) error {
	errs := make([]error, len(tasks))
	var wait sync.WaitGroup
	for i, task := range tasks {
		wait.Go(func() { errs[i] = task() })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
