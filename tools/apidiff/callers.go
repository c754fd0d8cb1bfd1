package apidiff

import (
	"context"
	"fmt"
	"os"
	"strings"

	"akbuild.internal/tools/apidiff/calls"
	"akbuild.internal/tools/apidiff/gocalls"
	"akbuild.internal/tools/apidiff/tscalls"
)

// caller is a part of the source tree that calls the API, and the way to find out where.
type caller struct {
	name, title string
	// lacking are the flags without which the part cannot be looked at.
	lacking []string
	find    func(context.Context) (*calls.Found, error)
	found   *calls.Found
}

// callers lists the parts of the source tree, none without one.
func (r *Request) callers() ([]*caller, error) {
	needs := [][]flagValue{
		{{"--go-client", r.GoClient}},
		{{"--ts-client", r.TSClient}, {"--node", r.Node}, {"--typescript", r.TypeScript}},
	}
	if r.Source == "" {
		for _, f := range append(needs[0], needs[1]...) {
			if f.value != "" {
				return nil, fmt.Errorf("%s is for looking at a source tree, and there is no --source", f.flag)
			}
		}
		return nil, nil
	}
	if info, err := os.Stat(r.Source); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("reading the source tree: there is no folder %s", r.Source)
	}
	return []*caller{
		{name: "go", title: "the Go server", lacking: lacking(needs[0]), find: r.findGo},
		{name: "web", title: "the web UI", lacking: lacking(needs[1]), find: r.findWeb},
	}, nil
}

type flagValue struct{ flag, value string }

func lacking(flags []flagValue) (result []string) {
	for _, f := range flags {
		if f.value == "" {
			result = append(result, f.flag)
		}
	}
	return result
}

func (r *Request) findGo(context.Context) (*calls.Found, error) {
	return gocalls.Find(gocalls.Request{
		Source: r.Source, Client: r.GoClient, Vendor: r.GoVendor, GoRoot: r.GoRoot, Tags: r.GoTags,
	})
}

func (r *Request) findWeb(ctx context.Context) (*calls.Found, error) {
	return tscalls.Find(ctx, tscalls.Request{
		Source: r.Source, Client: r.TSClient, Node: r.Node, TypeScript: r.TypeScript, NodeModules: r.NodeModules,
	})
}

// look finds the call sites, unless something is lacking.
func (c *caller) look(ctx context.Context) (err error) {
	if len(c.lacking) == 0 {
		c.found, err = c.find(ctx)
	}
	return err
}

// reason says why the part was left out.
func (c *caller) reason() string {
	switch last := len(c.lacking) - 1; last {
	case -1:
		return ""
	case 0:
		return c.lacking[0] + " is not given"
	default:
		return strings.Join(c.lacking[:last], ", ") + " and " + c.lacking[last] + " are not given"
	}
}
