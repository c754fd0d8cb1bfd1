package sbom

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const mit = `Copyright (c) 2020 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`

const isc = `Copyright (c) 2021, Somebody Else

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the
above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY
DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION,
ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
`

// TestGoLicense: a module has the licences of all its folders, but not those of a module below it; words of one's own are not guessed at.
func TestGoLicense(t *testing.T) {
	vendor := t.TempDir()
	for name, content := range map[string]string{
		"a.org/x/LICENSE":          mit,
		"a.org/x/license.go":       "package x",
		"a.org/x/inner/COPYING":    isc,
		"a.org/x/v2/LICENSE":       isc,
		"a.org/own/License.txt":    "You may do with it as you like, if you are kind.",
		"a.org/none/README":        mit,
		"a.org/both/LICENSE":       mit,
		"a.org/both/LICENCE.other": "But not on Sundays. " + strings.Repeat("Never, ever, on a Sunday. ", 20),
	} {
		name = filepath.Join(vendor, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for module, want := range map[string]struct {
		expression string
		texts      int
	}{
		"a.org/x": {"ISC AND MIT", 2}, "a.org/x/v2": {"ISC", 1}, "a.org/own": {"", 1}, "a.org/none": {"", 0}, "a.org/both": {"", 2},
	} {
		expression, texts, err := goLicense(vendor, module, map[string]bool{"a.org/x": true, "a.org/x/v2": true})
		if err != nil || expression != want.expression || len(texts) != want.texts {
			t.Errorf("%s is under %q with %d texts, %v; want %q with %d", module, expression, len(texts), err, want.expression, want.texts)
		}
	}
	if _, _, err := goLicense(vendor, "a.org/absent", nil); err == nil {
		t.Error("a module that is not there has a licence")
	}
}

// TestNotice: a text that several modules have is there once.
func TestNotice(t *testing.T) {
	i := &Inventory{Version: "1", Components: []*Component{
		{Kind: Go, Name: "a", Version: "1", License: "MIT", Texts: []string{"the text\r\nof it\n"}},
		{Kind: Go, Name: "b", Version: "2", License: "MIT", Texts: []string{"the text\nof it", "another"}},
		{Kind: Python, Name: "c", Version: "3"},
	}}
	var out bytes.Buffer
	if err := i.Notice(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"  a 1: MIT\n", "  c 3: see its files\n", "---\na, b\n\nthe text\nof it\n", "---\nb\n\nanother\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("it lacks %q:\n%s", want, out.String())
		}
	}
}
