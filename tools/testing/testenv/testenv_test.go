package testenv

import (
	"runtime"
	"testing"
)

// fake is a test whose end is looked at.
type fake struct {
	testing.TB
	end string
}

func (f *fake) Helper() {}

func (f *fake) Skipf(string, ...any) {
	f.end = "skipped"
	runtime.Goexit()
}

func (f *fake) Fatalf(string, ...any) {
	f.end = "failed"
	runtime.Goexit()
}

// What is not handed over fails a test under Bazel, and skips it elsewhere.
func TestAbsent(t *testing.T) {
	for _, test := range []struct{ runfiles, want string }{{"", "skipped"}, {"/runfiles", "failed"}} {
		t.Setenv("TEST_SRCDIR", test.runfiles)
		t.Setenv(Java, "")
		f := &fake{TB: t}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			Path(f, Java)
		}()
		<-ended
		if f.end != test.want {
			t.Errorf("with the runfiles %q it %s, it should have %s", test.runfiles, f.end, test.want)
		}
	}
}
