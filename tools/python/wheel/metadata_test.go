package wheel_test

import (
	"testing"

	"akbuild.internal/tools/python/wheel"
	"akbuild.internal/tools/testing/wheeltest"
	"github.com/google/go-cmp/cmp"
)

// openAs opens a wheel of a name with some files, the metadata in the folder info.
func openAs(t *testing.T, name, info string, files map[string]string) (*wheel.Wheel, error) {
	t.Helper()
	w, err := wheel.Open(wheeltest.Wheel{Name: name, Info: info, Files: files}.Write(t, t.TempDir()))
	if err == nil {
		t.Cleanup(func() { w.Close() })
	}
	return w, err
}

// Names are equal as PEP 503 says, versions as PEP 440 says, whichever way each folder spells them.
func TestSpellings(t *testing.T) {
	for name, c := range map[string]struct{ file, info, data string }{
		"as named":            {"demo_tool-1.0-py3-none-any.whl", "", "demo_tool-1.0.data"},
		"capitals and points": {"demo_tool-1.0-py3-none-any.whl", "Demo.Tool-1.0.dist-info", "DEMO__tool-1.0.data"},
		"hyphens":             {"demo_tool-1.0-py3-none-any.whl", "demo-tool-1.0.dist-info", "Demo-Tool-1.0.data"},
		"zeros in front":      {"demo-2020.1.10-py3-none-any.whl", "demo-2020.01.10.dist-info", "demo-2020.01.10.data"},
		"zeros behind":        {"demo-1.0-py3-none-any.whl", "demo-1.0.0.dist-info", "demo-1.data"},
		"pre-release":         {"demo-1.0rc1-py3-none-any.whl", "demo-1.0.RC.1.dist-info", "demo-1.0c1.data"},
		"post-release":        {"demo-1.0.post1-py3-none-any.whl", "demo-1.0_1.dist-info", "demo-1.0-1.data"},
		"local version":       {"demo-1.0+local.1-py3-none-any.whl", "demo-1.0+local_1.dist-info", "demo-1.0_local.1.data"},
		"epoch":               {"demo-1!2.0-py3-none-any.whl", "demo-1!2.dist-info", "demo-1!02.0.data"},
		"no version":          {"demo-2004_d-py3-none-any.whl", "demo-2004.D.dist-info", "demo-2004-d.data"},
	} {
		t.Run(name, func(t *testing.T) {
			w, err := openAs(t, c.file, c.info, map[string]string{c.data + "/purelib/demo.py": "x = 1\n"})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{c.data}, w.Data); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What belongs to nobody is an error, never a folder of modules.
func TestStrangers(t *testing.T) {
	for name, c := range map[string]struct {
		info  string
		files map[string]string
		want  string
	}{
		"metadata of another":         {"other-1.0.dist-info", nil, "it holds other-1.0.dist-info, which is another distribution than its name says; give it the name that its registry has"},
		"metadata of another version": {"demo-2.0.dist-info", nil, "it holds demo-2.0.dist-info, which is another distribution than its name says; give it the name that its registry has"},
		"two of metadata":             {"", map[string]string{"Demo-1.0.dist-info/METADATA": ""}, "it holds two folders of metadata, Demo-1.0.dist-info and demo-1.0.dist-info; build it anew"},
		"metadata of another beside":  {"", map[string]string{"other-1.0.dist-info/METADATA": ""}, "its folder other-1.0.dist-info is not of demo 1.0, so nothing says where its files belong; build it anew"},
		"data of another":             {"", map[string]string{"other-1.0.data/scripts/x": ""}, "its folder other-1.0.data is not of demo 1.0, so nothing says where its files belong; build it anew"},
		"data of another version":     {"", map[string]string{"demo-1.0.post1.data/scripts/x": ""}, "its folder demo-1.0.post1.data is not of demo 1.0, so nothing says where its files belong; build it anew"},
		"data without a version":      {"", map[string]string{"demo.data/scripts/x": ""}, "its folder demo.data is not of demo 1.0, so nothing says where its files belong; build it anew"},
		"data of metadata":            {"", map[string]string{"demo-1.0.data.dist-info/x": ""}, "its folder demo-1.0.data.dist-info is not of demo 1.0, so nothing says where its files belong; build it anew"},
		"no metadata":                 {"demo", nil, "it holds no folder demo-1.0.dist-info, so it is no wheel; build it anew"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := openAs(t, demo, c.info, c.files)
			if err == nil || err.Error() != "reading the wheel "+demo+": "+c.want {
				t.Errorf("got  %v\nwant reading the wheel %s: %s", err, demo, c.want)
			}
		})
	}
}

// A file that ends like such a folder is a file, and one below another folder is nobody's business.
func TestNoStrangers(t *testing.T) {
	if _, err := openAs(t, demo, "", map[string]string{"x.data": "", "demo/_vendor/other-1.0.dist-info/METADATA": "", "demo/x.data/y": ""}); err != nil {
		t.Error(err)
	}
}

// What the wheel says of itself is read: how it is to be installed, where it can be used, and whose it is.
func TestMetadata(t *testing.T) {
	const start = "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n"
	files := func(name, content string) map[string]string {
		return map[string]string{"demo-1.0.dist-info/" + name: content}
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"format 2":             {files("WHEEL", "Wheel-Version: 2.0\nTag: py3-none-any\n"), "its WHEEL says Wheel-Version: 2.0, and only wheels of version 1 can be installed here; take one of that version"},
		"format 0":             {files("WHEEL", "Wheel-Version: 0.9\n"), "its WHEEL says Wheel-Version: 0.9, and only wheels of version 1 can be installed here; take one of that version"},
		"format 10":            {files("WHEEL", "wheel-version: 10\n"), "its WHEEL says Wheel-Version: 10, and only wheels of version 1 can be installed here; take one of that version"},
		"format of letters":    {files("WHEEL", "Wheel-Version: one\n"), "its WHEEL says Wheel-Version: one, which is no number like 1.0; build it anew"},
		"format's end":         {files("WHEEL", "Wheel-Version: 1.0b1\n"), "its WHEEL says Wheel-Version: 1.0b1, which is no number like 1.0; build it anew"},
		"no format":            {files("WHEEL", "Tag: py3-none-any\n"), "its WHEEL has no Wheel-Version, so nothing says how it is to be installed; build it anew"},
		"nothing":              {files("WHEEL", ""), "its WHEEL has no Wheel-Version, so nothing says how it is to be installed; build it anew"},
		"not UTF-8":            {files("WHEEL", "Wheel-Version: 1.0\nGenerator: gr\xfc\xdfe\n"), "its WHEEL is not UTF-8; build it anew"},
		"minor format":         {files("WHEEL", "Wheel-Version: 1.9\nTag: py3-none-any\n"), ""},
		"without tags":         {files("WHEEL", "Wheel-Version: 1.0\n"), ""},
		"several tags":         {files("WHEEL", "Wheel-Version: 1.0\nTag: py2-none-any\nTag: py3-none-any\n"), ""},
		"compressed tags":      {files("WHEEL", "Wheel-Version: 1.0\nTag: py2.py3-none-any\n"), ""},
		"tags of another":      {files("WHEEL", "Wheel-Version: 1.0\nTag: cp313-cp313-win_amd64\n"), "its WHEEL says that it was made for cp313-cp313-win_amd64, and its name does not; give it the name that its registry has"},
		"tag's form":           {files("WHEEL", "Wheel-Version: 1.0\nTag: win_amd64\n"), "its WHEEL says Tag: win_amd64, which is not of the form python-abi-platform; build it anew"},
		"behind an empty line": {files("WHEEL", "Tag: py3-none-any\n\nWheel-Version: 1.0\n"), "its WHEEL has no Wheel-Version, so nothing says how it is to be installed; build it anew"},
		"line endings":         {files("WHEEL", "Wheel-Version: 1.0\r\nTag: py3-none-any\r\n"), ""},
		"another name":         {files("METADATA", "Name: other\nVersion: 1.0\n"), "its METADATA says that it is other 1.0, which its name does not; build it anew"},
		"another version":      {files("METADATA", "Name: demo\nVersion: 1.0.1\n"), "its METADATA says that it is demo 1.0.1, which its name does not; build it anew"},
		"another spelling":     {files("METADATA", "Name: DEMO\nVersion: v1\n"), ""},
		"no name":              {files("METADATA", "Version: 1.0\n"), "its METADATA has no Name or no Version; build it anew"},
		"requires":             {files("METADATA", start+"Requires-Python: >=3.9,\n <4\n\nText\nName: other\n"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := openAs(t, demo, "", c.files)
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || err.Error() != "reading the wheel "+demo+": "+c.want):
				t.Errorf("got  %v\nwant reading the wheel %s: %s", err, demo, c.want)
			}
		})
	}
	w, err := openAs(t, demo, "", files("METADATA", start+"Requires-Python: >=3.9,\n <4\n\nRequires-Python: ==2\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := w.RequiresPython; got != ">=3.9, <4" {
		t.Errorf("it requires Python %q", got)
	}
}

// A wheel without the files that say what it is.
func TestNoMetadata(t *testing.T) {
	for name, want := range map[string]string{
		"WHEEL":    "it has no WHEEL, which says how it is to be installed; build it anew",
		"METADATA": "it has no METADATA, which says what it is; build it anew",
	} {
		path := wheeltest.Wheel{Name: demo, Leave: []string{"demo-1.0.dist-info/" + name}}.Write(t, t.TempDir())
		if _, err := wheel.Open(path); err == nil || err.Error() != "reading the wheel "+demo+": "+want {
			t.Errorf("got  %v\nwant reading the wheel %s: %s", err, demo, want)
		}
	}
}
