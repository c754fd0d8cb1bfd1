package pyimports

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/memo"
	"akbuild.internal/tools/testing/testenv"
	"github.com/google/go-cmp/cmp"
)

// site is a list of what is installed: a package, modules of three kinds, and parts of a folder that many share.
const site = "site/django/__init__.py\td.whl\nsite/six.py\ts.whl\nsite/_ffi.cpython-313-x86_64-linux-gnu.so\tf.whl\nsite/fast.abi3.so\tf.whl\n" +
	"site/google/auth/__init__.py\tg.whl\nsite/google/api/http_pb2.py\ta.whl\nsite/django-5.dist-info/RECORD\td.whl\nsite/notes.txt\td.whl\n" +
	"site/__pycache__/old.cpython-313.pyc\td.whl\nbin/tool.py\td.whl\n"

// run checks a tree of files, and returns what is missing without the sentence's end.
func run(t *testing.T, files map[string]string, known string) (Missing, error) {
	t.Helper()
	dir := t.TempDir()
	files["site.list"] = site
	files["known.yaml"] = known
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := Request{
		Tree: dir, Parts: []string{"authentik", "lifecycle", "packages", "manage.py"}, Packages: "packages",
		Sites: []string{filepath.Join(dir, "site.list")}, Python: testenv.Path(t, testenv.Python), Known: filepath.Join(dir, "known.yaml"),
	}
	_, err := Run(t.Context(), r)
	var missing Missing
	if err != nil && !errors.As(err, &missing) {
		return nil, err
	}
	var short Missing
	for _, sentence := range missing {
		sentence, _, _ = strings.Cut(strings.ReplaceAll(sentence, dir+"/", ""), ": no distribution")
		short = append(short, sentence)
	}
	return short, nil
}

func TestImports(t *testing.T) {
	for _, test := range []struct {
		name, content string
		want          Missing
	}{
		{"served", "import os, django.urls, six, _ffi, fast, xml.etree.ElementTree as e\nfrom django import x\nfrom six import *\nfrom . import y\nfrom .z import a\n", nil},
		{"the tree's own", "import guardian.shortcuts, lifecycle.migrate, authentik.lib, manage\n", nil},
		{"the one of the image", "import os\n\nfrom cachetools import TTLCache\n", Missing{"authentik/a.py:3: cachetools"}},
		{"of several names", "import os, nothing.at.all\n", Missing{"authentik/a.py:1: nothing"}},
		{"in a function", "def f():\n  class A:\n    import nothing\n", Missing{"authentik/a.py:3: nothing"}},
		{"a shared folder", "from google import auth\nimport google.auth.transport\nfrom google.api import http_pb2\nimport google.api.http_pb2\nimport google\n", nil},
		{"a part of it", "from google import cloud\nimport google.cloud.storage\nfrom google.api import annotations\n", Missing{"authentik/a.py:1: google.cloud", "authentik/a.py:2: google.cloud", "authentik/a.py:3: google.api.annotations"}},
		{"not compiled alone, no program, no text", "import old\nimport tool\nimport notes\n", Missing{"authentik/a.py:1: old", "authentik/a.py:2: tool", "authentik/a.py:3: notes"}},
		{"no standard module here", "import tkinter\n", Missing{"authentik/a.py:1: tkinter"}},
		{"for types", "import typing as t\nif t.TYPE_CHECKING:\n  import nothing\nelse:\n  import other\n", Missing{"authentik/a.py:5: other"}},
		{"tried", "try:\n  import nothing\nexcept ImportError:\n  pass\ntry:\n  import nothing\nexcept (OSError, ModuleNotFoundError):\n  x = 1\nelse:\n  import nothing.more\n", nil},
		{"tried for something else", "try:\n  import nothing\nexcept OSError:\n  pass\n", Missing{"authentik/a.py:2: nothing"}},
		{"in its place", "try:\n  import tomllib\nexcept ImportError:\n  import tomli\ntry:\n  import nothing\nexcept ImportError:\n  import nor_this\n", Missing{"authentik/a.py:8: nor_this"}},
		{"suppressed", "import contextlib\nwith contextlib.suppress(ImportError):\n  import nothing\nwith open('x'):\n  import other\n", Missing{"authentik/a.py:5: other"}},
		{"by name", "from importlib import import_module\nimport importlib\nimport_module('nothing')\nimportlib.import_module('google.none')\nimport_module('.x', 'y')\nimport_module(name)\n", Missing{"authentik/a.py:3: nothing", "authentik/a.py:4: google.none"}},
		{"no Python", "import os\nimport =\n", Missing{"authentik/a.py:2: invalid syntax: Python cannot read it; correct it"}},
	} {
		got, err := run(t, map[string]string{
			"authentik/a.py": test.content, "authentik/lib/__init__.py": "", "authentik/tests/test_x.py": "import pytest", "authentik/test_y.py": "import pytest",
			"packages/ak-guardian/guardian/__init__.py": "", "lifecycle/migrate.py": "", "manage.py": "", "web/b.py": "import nothing",
		}, "")
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		} else if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestKnown(t *testing.T) {
	const entry = "known:\n  - {file: authentik/a.py, module: daphne, why: for developers"
	for _, test := range []struct {
		content, known string
		want           Missing
	}{
		{"from daphne.server import Server\nimport daphne\n", entry + "}", nil},
		{"import django\n", entry + "}", Missing{"authentik/a.py does not import daphne any more: remove entry 1 of known.yaml"}},
		{"import django\n", strings.Replace(entry, "daphne", "django", 1) + "}", Missing{"authentik/a.py: django is provided: remove entry 1 of known.yaml, which says that it is not"}},
		{"import os\n", strings.Replace(entry, "a.py", "gone.py", 1) + "}", Missing{"authentik/gone.py is not there: correct entry 1 of known.yaml, which says that it imports daphne"}},
		{"import os\n", strings.Replace(entry, "a.py", "gone.py", 1) + ", optional: true}", nil},
		{"import daphne\n", strings.Replace(entry, "a.py", "b.py", 1) + ", optional: true}", Missing{"authentik/a.py:1: daphne"}},
	} {
		got, err := run(t, map[string]string{"authentik/a.py": test.content}, test.known)
		if err != nil {
			t.Errorf("%q: %v", test.known, err)
		} else if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q, %q (-want +got):\n%s", test.content, test.known, diff)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ file, known, want string }{
		{"authentik/a.txt", "", "there is no Python file in authentik, lifecycle"},
		{"authentik/a.py", "known:\n  - {file: a}\n", "entry 1 lacks file, module or why"},
		{"authentik/a.py", "knwon: []\n", "no key knwon is known"},
	} {
		if _, err := run(t, map[string]string{test.file: ""}, test.known); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v, want an error that has %q", err, test.want)
		}
	}
}

// A persistent worker, which remembers files, says what a program says that runs once.
func TestMemo(t *testing.T) {
	dir, remembered := t.TempDir(), &memo.Memo{}
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.list", site)
	r := Request{Tree: dir, Parts: []string{"a.py", "b.py"}, Sites: []string{filepath.Join(dir, "site.list")}, Python: testenv.Path(t, testenv.Python)}
	write("b.py", "import nothing\n\nimport django\n")
	for _, content := range []string{"import six\n", "import six\n", "import gone\n", "import (\n", "import os\n"} {
		write("a.py", content)
		remembered.Next()
		n, err := Run(t.Context(), r)
		again, warm := Run(remembered.In(t.Context()), r)
		if err == nil || warm == nil || n != again || err.Error() != warm.Error() {
			t.Errorf("%q: once it is %d, %v; remembered it is %d, %v", content, n, err, again, warm)
		}
	}
}
