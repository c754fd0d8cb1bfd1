package pysite

import (
	"fmt"
	"strings"

	"akbuild.internal/tools/base/claims"
	"akbuild.internal/tools/python/pep508"
	"akbuild.internal/tools/python/wheel"
)

// own gives a place to a wheel, unless another one has it, or a folder in its place, or a file in the place of a folder of it.
func (p *plan) own(place string, w *wheel.Wheel) error {
	other, blocked := p.claims.Blocking(place, w.Base)
	if !blocked {
		p.claims.Add(place, w.Base)
		return nil
	}
	owner, both := p.claims.Owner(other), claims.Both(place, other)
	switch {
	case other == place:
		return fmt.Errorf("installing %s: %s brings the file %s too, and one of the two would get the other's; leave it out of one of them, like %s",
			w.Base, owner, shown(place), leaveOut(w.Base, place))
	case owner == w.Base:
		return fmt.Errorf("installing %s: it brings both %s and %s, so that %s would be a file and a folder; build it anew", w.Base, shown(place), shown(other), shown(both))
	}
	return fmt.Errorf("installing %s: it brings %s, and %s brings %s, so that %s would be a file and a folder; leave one of them out, like %s",
		w.Base, shown(place), owner, shown(other), shown(both), leaveOut(w.Base, place))
}

// shown is a place as users write it.
func shown(place string) string { return strings.TrimPrefix(place, inSite+"/") }

func leaveOut(base, place string) string {
	name, _, _ := strings.Cut(base, "-")
	return fmt.Sprintf("drop = [\"%s:%s\"]", pep508.Name(name), shown(place))
}

// ownByteCode gives the places of byte code that will be compiled. A wheel may bring some of its own, which is replaced.
func (p *plan) ownByteCode() error {
	for _, w := range p.wheels {
		for _, f := range w.files {
			compiled, ok := p.byteCode(f.place)
			if !ok {
				continue
			}
			if other, blocked := p.claims.Blocking(compiled, w.Base); blocked {
				owner := p.claims.Owner(other)
				return fmt.Errorf("installing %s: its module %s is compiled to %s, which is in the way of %s of %s; leave one of them out, like %s",
					w.Base, shown(f.place), shown(compiled), shown(other), owner, leaveOut(owner, other))
			}
			p.claims.Add(compiled, w.Base)
		}
	}
	return nil
}
