package gocalls

import (
	"fmt"
	"go/types"
	"os"
	"regexp"

	"akbuild.internal/tools/base/tree"
)

// client is the generated API client.
type client struct {
	pkg *types.Package
	// operations are the names of its operations, which are those of the methods that begin a call.
	operations map[string]bool
}

// requestType is what the generator calls the type that carries an operation's parameters until Execute sends them.
var requestType = regexp.MustCompile(`^Api(.+)Request$`)

func (l *loader) loadClient() (*client, error) {
	if _, err := os.Stat(l.request.Client); err != nil {
		return nil, fmt.Errorf("reading the Go client %s: %w", l.request.Client, tree.Reason(err))
	}
	got := l.dependency(l.request.Client, Clients[0])
	if got.err != nil {
		return nil, fmt.Errorf("reading the Go client %s: %s", l.request.Client, firstLine(got.err))
	}
	c := &client{pkg: got.pkg, operations: map[string]bool{}}
	for _, name := range got.pkg.Scope().Names() {
		obj, ok := got.pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if operation := c.request(obj.Type()); operation != "" {
			c.operations[operation] = true
		}
	}
	if len(c.operations) == 0 {
		return nil, fmt.Errorf("reading the Go client %s: it has no API method", l.request.Client)
	}
	return c, nil
}

// owns says whether a type, or what it points to, is the client's.
func (c *client) owns(t types.Type) bool { return c.named(t) != nil }

func (c *client) named(t types.Type) *types.Named {
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() != c.pkg {
		return nil
	}
	return named
}

// request returns the operation whose parameters a type carries, or nothing for every other type: models can have
// names of the same form, but no method Execute.
func (c *client) request(t types.Type) string {
	named := c.named(t)
	if named == nil {
		return ""
	}
	match := requestType.FindStringSubmatch(named.Obj().Name())
	if match == nil {
		return ""
	}
	for method := range named.Methods() {
		if method.Name() == "Execute" {
			return match[1]
		}
	}
	return ""
}

// operation returns the operation that calling a function leads to, or nothing. It goes by the request type and not by
// the receiver, so that methods of an interface count like those of the client's own services.
func (c *client) operation(f *types.Func) string {
	signature := f.Signature()
	receiver := signature.Recv()
	if receiver == nil {
		return ""
	}
	if operation := c.request(receiver.Type()); operation != "" {
		if f.Name() == "Execute" {
			return operation
		}
		return ""
	}
	if results := signature.Results(); results.Len() == 1 {
		if operation := c.request(results.At(0).Type()); operation == f.Name() {
			return operation
		}
	}
	if parameters := signature.Params(); parameters.Len() > 0 {
		if operation := c.request(parameters.At(0).Type()); operation != "" && f.Name() == operation+"Execute" {
			return operation
		}
	}
	return ""
}
