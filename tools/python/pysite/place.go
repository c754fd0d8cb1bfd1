package pysite

import (
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/wheel"
)

// The places of a file, which are the first parts of its path in a list.
const (
	inSite    = "site"
	inScripts = "bin"
	inData    = "data"
)

// placed is a file and its place, such as site/django/urls.py.
type placed struct {
	*wheel.File
	place string
	// rank orders files of one wheel that have the same place: what .data brings counts more than what lies beside it.
	rank int
}

// placeOf is where a file of a wheel goes.
func placeOf(w *wheel.Wheel, f *wheel.File) (placed, error) {
	folder, rest, _ := strings.Cut(f.Name, "/")
	if !slices.Contains(w.Data, folder) {
		return placed{f, inSite + "/" + f.Name, 0}, nil
	}
	scheme, rest, below := strings.Cut(rest, "/")
	if !below {
		return placed{}, fmt.Errorf("reading the wheel %s: its file %s lies in no folder that says what it is, like %s/scripts; build it anew", w.Base, f.Name, folder)
	}
	switch scheme {
	case "purelib", "platlib":
		if top, _, _ := strings.Cut(rest, "/"); strings.HasSuffix(top, ".dist-info") && top != w.DistInfo {
			return placed{}, fmt.Errorf("reading the wheel %s: its file %s would be metadata of another distribution than %s; build it anew", w.Base, f.Name, w.DistInfo)
		}
		return placed{f, inSite + "/" + rest, 1}, nil
	case "scripts":
		return placed{f, inScripts + "/" + rest, 2}, nil
	case "data":
		return placed{f, inData + "/" + rest, 1}, nil
	case "headers":
		return placed{f, inData + "/include/" + pep508.Name(w.Distribution) + "/" + rest, 1}, nil
	}
	return placed{}, fmt.Errorf("reading the wheel %s: its file %s is of a kind that PEP 427 does not have; build it anew", w.Base, f.Name)
}

// written are the files of its metadata folder that an installer writes, whatever the wheel has there.
func written(w *wheel.Wheel) []string {
	var places []string
	for _, name := range []string{"INSTALLER", "RECORD", "REQUESTED"} {
		places = append(places, inSite+"/"+w.DistInfo+"/"+name)
	}
	return places
}

// byteCode is the place of a module's byte code; ok is whether it is a module of the site.
func (p *plan) byteCode(place string) (compiled string, ok bool) {
	stem, ok := strings.CutSuffix(place, ".py")
	if !ok || !strings.HasPrefix(place, inSite+"/") {
		return "", false
	}
	slash := strings.LastIndexByte(stem, '/')
	return stem[:slash] + "/__pycache__" + stem[slash:] + "." + p.interpreter.CacheTag + ".pyc", true
}
