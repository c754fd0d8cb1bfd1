package pysite

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"

	"akbuild.internal/tools/python/wheel"
	"golang.org/x/sync/errgroup"
)

// installedBy is what installers call themselves.
const installedBy = "akbuild\n"

// record writes what an installer adds to a wheel's metadata: its name, that the wheel was asked for, and a RECORD of what is
// in the site now.
func (p *plan) record(t *target) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, w := range p.wheels {
		group.Go(func() error { return p.recordWheel(t, w) })
	}
	return group.Wait()
}

func (p *plan) recordWheel(t *target, w *planned) error {
	info := inSite + "/" + w.DistInfo + "/"
	lines := map[string]string{w.DistInfo + "/RECORD": wheel.UnhashedLine(w.DistInfo + "/RECORD")}
	for name, content := range map[string]string{"INSTALLER": installedBy, "REQUESTED": ""} {
		if err := t.write(info+name, []byte(content)); err != nil {
			return err
		}
		lines[w.DistInfo+"/"+name] = wheel.RecordLine(w.DistInfo+"/"+name, []byte(content))
	}
	for _, f := range w.files {
		if name, inside := strings.CutPrefix(f.place, inSite+"/"); inside {
			lines[name] = f.RecordLine(name)
		}
	}
	// Byte code last: it may have replaced some that the wheel brought.
	for _, f := range w.files {
		place, ok := p.byteCode(f.place)
		if !ok {
			continue
		}
		content, err := os.ReadFile(t.path(place))
		if errors.Is(err, fs.ErrNotExist) {
			continue // it does not compile
		} else if err != nil {
			return err
		}
		name := strings.TrimPrefix(place, inSite+"/")
		lines[name] = wheel.RecordLine(name, content)
	}
	var names []string
	for name := range lines {
		names = append(names, name)
	}
	var text strings.Builder
	for _, name := range slices.Sorted(slices.Values(names)) {
		text.WriteString(lines[name])
	}
	return t.write(info+"RECORD", []byte(text.String()))
}
