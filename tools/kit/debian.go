package kit

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// debian are the packages that the engine's root is made of, of the folder in which engine/keep-packages.sh keeps them: a
// mirror, with the list that its Release file vouches for.
func debian(folder string) (Ledger, error) {
	lists, err := filepath.Glob(filepath.Join(folder, "dists", "*", "*", "*", "Packages"))
	if err != nil {
		return nil, err
	}
	if len(lists) == 0 {
		return nil, fmt.Errorf("taking the inventory: the Debian packages of this engine were not kept; make it anew: ./bazelw shutdown; rm -rf %s", filepath.Join(folder, "..", "..", "roots", filepath.Base(folder)))
	}
	var ledger Ledger
	for _, list := range lists {
		file, err := os.Open(list)
		if err != nil {
			return nil, fmt.Errorf("reading the list of Debian packages: %w", tree.Reason(err))
		}
		defer file.Close()
		e := Entry{Kind: "debian", Origin: Seed, Asks: []string{"engine"}}
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<22)
		for lines.Scan() {
			key, value, _ := strings.Cut(lines.Text(), ": ")
			switch key {
			case "Package":
				e.Name = value
			case "Version":
				e.Version = value
			case "SHA256":
				e.SHA256 = value
			case "Filename":
				e.Files = []string{path.Join("debian", value)}
			case "":
				info, err := os.Stat(filepath.Join(folder, strings.TrimPrefix(strings.Join(e.Files, ""), "debian")))
				if err == nil {
					e.Size = info.Size()
					ledger = append(ledger, e)
				}
			}
		}
		if err := lines.Err(); err != nil {
			return nil, fmt.Errorf("reading the list of Debian packages %s: %w", list, err)
		}
	}
	vouch, err := vouching(folder)
	return append(ledger, vouch...), err
}

// vouching are the files of the mirror beside its packages.
func vouching(folder string) (ledger Ledger, err error) {
	err = filepath.WalkDir(filepath.Join(folder, "dists"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		place, err := filepath.Rel(folder, name)
		if err != nil {
			return err
		}
		sum, err := hashOf(name)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		suite := strings.Split(filepath.ToSlash(place), "/")[1]
		ledger = append(ledger, Entry{Kind: "debian", Name: filepath.ToSlash(place), Version: suite, SHA256: sum, Size: info.Size(), Origin: Seed,
			Asks: []string{"engine"}, Files: []string{path.Join("debian", filepath.ToSlash(place))}})
		return nil
	})
	return ledger, err
}
