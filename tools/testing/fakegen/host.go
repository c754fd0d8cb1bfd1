package fakegen

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// host acts as Java with the program //tools/client/generatorhost: it serves requests until its input ends. Each start adds a line
// to the file starts in the folder of the jar.
func host(args []string) (int, error) {
	classPath := filepath.SplitList(args[slices.Index(args, "-cp")+1])
	jar := filepath.Dir(classPath[0])
	if !exists(classPath[1], "") {
		return 1, fmt.Errorf("could not find or load main class %s", args[len(args)-2])
	}
	starts, err := os.OpenFile(filepath.Join(jar, "starts"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	_, err = fmt.Fprintln(starts, os.Getpid())
	if closing := starts.Close(); err == nil {
		err = closing
	}
	for err == nil {
		var words []string
		if words, err = read32(os.Stdin); err != nil {
			break
		}
		var status int
		if status, err = act(jar, words[1:]); err == nil && exists(jar, "exit-java") {
			return 7, nil
		}
		fmt.Printf("\n%s %d 0 0\n", words[0], status)
		if status != 0 {
			return status, err
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return 0, err
}

// read32 reads a number and that many strings.
func read32(in io.Reader) ([]string, error) {
	var count uint32
	if err := binary.Read(in, binary.BigEndian, &count); err != nil {
		return nil, err
	}
	words := make([]string, count)
	for i := range words {
		var length uint16
		if err := binary.Read(in, binary.BigEndian, &length); err != nil {
			return nil, err
		}
		var word strings.Builder
		if _, err := io.CopyN(&word, in, int64(length)); err != nil {
			return nil, err
		}
		words[i] = word.String()
	}
	return words, nil
}
