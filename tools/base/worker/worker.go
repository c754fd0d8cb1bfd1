// Package worker speaks Bazel's protocol for persistent workers: requests on standard input, one at a time, each a JSON
// object with the arguments of an action; a response for each on standard output.
package worker

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Flag is the argument that Bazel adds when it starts a worker.
const Flag = "--persistent_worker"

// request is Bazel's WorkRequest, as far as it is looked at.
type request struct {
	Arguments []string `json:"arguments"`
	Inputs    []struct {
		Path   string `json:"path"`
		Digest []byte `json:"digest"`
	} `json:"inputs"`
	RequestID int `json:"requestId"`
}

type inputsKey struct{}

// Inputs are the files that the request of the context may read, each by its path with the digest that Bazel knows it by: a file
// with another content has another. Nil outside of a worker.
func Inputs(ctx context.Context) map[string]string {
	inputs, _ := ctx.Value(inputsKey{}).(map[string]string)
	return inputs
}

// with is the context that a request is answered in.
func (r request) with(ctx context.Context) context.Context {
	inputs := make(map[string]string, len(r.Inputs))
	for _, input := range r.Inputs {
		inputs[input.Path] = string(input.Digest)
	}
	return context.WithValue(ctx, inputsKey{}, inputs)
}

// response is Bazel's WorkResponse.
type response struct {
	ExitCode  int    `json:"exitCode"`
	Output    string `json:"output"`
	RequestID int    `json:"requestId"`
}

// Serve answers requests until in ends or ctx is done. The callback do runs an action: it returns the exit status, and writes
// what the user is to see to output. Inputs says of its context what it may read.
func Serve(ctx context.Context, in io.Reader, out io.Writer, do func(ctx context.Context, args []string, output io.Writer) int) error {
	requests := make(chan request)
	failure := make(chan error, 1)
	go func() {
		defer close(requests)
		decoder := json.NewDecoder(in)
		for {
			var r request
			if err := decoder.Decode(&r); err != nil {
				failure <- err
				return
			}
			select {
			case requests <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	encoder := json.NewEncoder(out)
	for {
		select {
		case <-ctx.Done():
			return nil
		case r, ok := <-requests:
			if !ok {
				return readFailure(<-failure)
			}
			var output bytes.Buffer
			status := do(r.with(ctx), r.Arguments, &output)
			if err := encoder.Encode(response{status, output.String(), r.RequestID}); err != nil {
				return fmt.Errorf("answering a request of Bazel: %w", err)
			}
		}
	}
}

func readFailure(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("reading a request of Bazel: %w; build without the worker: --config=noworkers", err)
}

// Expand puts the lines of the file F in the place of a last argument @F: what Bazel sends a worker as a request, an action
// without a worker gets as a file.
func Expand(args []string) ([]string, error) {
	if len(args) == 0 || !strings.HasPrefix(args[len(args)-1], "@") {
		return args, nil
	}
	last := len(args) - 1
	name := args[last][1:]
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the arguments of the file %s: %w", name, tree.Reason(err))
	}
	expanded := append([]string{}, args[:last]...)
	if text := strings.TrimSuffix(string(content), "\n"); text != "" {
		expanded = append(expanded, strings.Split(text, "\n")...)
	}
	return expanded, nil
}
