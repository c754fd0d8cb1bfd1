package sbom

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Notice writes what each component says of its licence, for people, and the texts that have to be handed on with a program and are in no
// file of the product: those of what was compiled into it.
func (i *Inventory) Notice(to io.Writer) error {
	w := bufio.NewWriter(to)
	fmt.Fprintf(w, "authentik %s is made of these components, under the licences that they name themselves.\n", i.Version)
	names := map[Kind]string{Product: "authentik", Python: "Python distributions", Go: "Go modules", NPM: "npm packages", System: "Interpreter and system libraries"}
	last := Kind("")
	users := map[string][]string{}
	for _, c := range i.Components {
		if c.Kind != last {
			fmt.Fprintf(w, "\n%s\n\n", names[c.Kind])
			last = c.Kind
		}
		fmt.Fprintf(w, "  %s %s: %s\n", c.Name, c.Version, cmp.Or(c.License, "see its files"))
		for _, text := range c.Texts {
			text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
			users[text] = append(users[text], c.Name)
		}
	}
	texts := slices.SortedFunc(maps.Keys(users), func(a, b string) int {
		return cmp.Or(cmp.Compare(users[a][0], users[b][0]), cmp.Compare(a, b))
	})
	for _, text := range texts {
		fmt.Fprintf(w, "\n%s\n%s\n\n%s\n", strings.Repeat("-", 80), strings.Join(slices.Compact(users[text]), ", "), text)
	}
	// What went wrong on the way it says now.
	return w.Flush()
}
