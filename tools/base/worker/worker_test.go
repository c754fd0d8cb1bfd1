package worker

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// echo is an action that prints its arguments; "fail" fails.
func echo(_ context.Context, args []string, output io.Writer) int {
	fmt.Fprint(output, strings.Join(args, "|"))
	if len(args) > 0 && args[0] == "fail" {
		return 3
	}
	return 0
}

func TestServe(t *testing.T) {
	for name, c := range map[string]struct{ in, out, err string }{
		"nothing": {},
		// As Bazel writes them: fields that are zero are left out, others are not looked at.
		"requests": {
			in: `{"arguments":["a","b c"],"inputs":[{"path":"x","digest":"eA=="}]}` + "\n" +
				`{"arguments":["fail"],"requestId":2,"verbosity":1}` + "\n" + `{}`,
			out: `{"exitCode":0,"output":"a|b c","requestId":0}` + "\n" +
				`{"exitCode":3,"output":"fail","requestId":2}` + "\n" +
				`{"exitCode":0,"output":"","requestId":0}` + "\n",
		},
		"not a request": {
			in:  `{"arguments":["a"]}` + "\nhello",
			out: `{"exitCode":0,"output":"a","requestId":0}` + "\n",
			err: "reading a request of Bazel: invalid character 'h' looking for beginning of value; build without the worker: --config=noworkers",
		},
		"cut off": {
			in:  `{"arguments":["a"`,
			err: "reading a request of Bazel: unexpected EOF; build without the worker: --config=noworkers",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			err := Serve(context.Background(), strings.NewReader(c.in), &out, echo)
			if diff := cmp.Diff(c.out, out.String()); diff != "" {
				t.Error(diff)
			}
			if got := fmt.Sprint(err); err != nil && got != c.err || err == nil && c.err != "" {
				t.Errorf("got %s, want %s", got, c.err)
			}
		})
	}
}

// A worker that is told to end does so while it waits for a request.
func TestServeEnds(t *testing.T) {
	in, _ := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- Serve(ctx, in, io.Discard, echo) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// An action is told what it may read, and nothing of what the request before could.
func TestInputs(t *testing.T) {
	in := `{"inputs":[{"path":"a/x","digest":"MTIz"},{"path":"a/y","digest":"NDU2"}]}` + "\n" + `{"inputs":[{"path":"a/y","digest":"Nzg5"}]}` + "\n" + `{}`
	var got []map[string]string
	err := Serve(context.Background(), strings.NewReader(in), io.Discard, func(ctx context.Context, _ []string, _ io.Writer) int {
		got = append(got, Inputs(ctx))
		return 0
	})
	if diff := cmp.Diff([]map[string]string{{"a/x": "123", "a/y": "456"}, {"a/y": "789"}, {}}, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if got := Inputs(context.Background()); got != nil {
		t.Errorf("outside of a worker there are %v", got)
	}
}

func TestExpand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "params")
	empty := filepath.Join(t.TempDir(), "empty")
	for name, content := range map[string]string{file: "--set\nnpmName=@a/b c\n\n--last\n", empty: ""} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct{ args, want []string }{
		"none":     {nil, nil},
		"no file":  {[]string{"generate", "--out", "x"}, []string{"generate", "--out", "x"}},
		"file":     {[]string{"generate", "@" + file}, []string{"generate", "--set", "npmName=@a/b c", "", "--last"}},
		"empty":    {[]string{"generate", "@" + empty}, []string{"generate"}},
		"not last": {[]string{"@" + file, "x"}, []string{"@" + file, "x"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Expand(c.args)
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
	_, err := Expand([]string{"generate", "@/no/such/file"})
	if want := "reading the arguments of the file /no/such/file: no such file or directory"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
