// Package fakegen is a generator for tests: a program that is called like Java with openapi-generator's jar, and does what
// the folder around the "jar" says.
package fakegen

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Main acts as the generator and exits, if the program was called like Java. A test's TestMain calls it first.
//
// In the folder of the jar, the file comment is what is printed, $OUT in it being the output folder; the files below out/ are
// written; the file exit is the status; the file config-help is what is printed when that is asked for; and files named
// print-config and print-environment make it print those. With a file sleep it makes a file asleep and sleeps that long; with
// a file dial it says whether it reaches the address in there; with a file exit-java a Java that stays ends after a run.
func Main() {
	if len(os.Args) < 2 || !strings.HasPrefix(os.Args[1], "-Duser.language=") {
		return
	}
	status, err := start(os.Args[1:])
	if err != nil {
		fmt.Println("fakegen:", err)
		status = 99
	}
	os.Exit(status)
}

func start(args []string) (int, error) {
	if slices.Contains(args, "-cp") {
		return host(args)
	}
	i := slices.Index(args, "-jar")
	return act(filepath.Dir(args[i+1]), args[i+2:])
}

// act is one run of the generator.
func act(jar string, command []string) (int, error) {
	if command[0] == "config-help" {
		fmt.Print(read(jar, "config-help"))
		if !exists(jar, "out") && exists(jar, "exit") {
			return strconv.Atoi(strings.TrimSpace(read(jar, "exit")))
		}
		return 0, nil
	}
	out := after(command, "-o")
	fmt.Print(strings.ReplaceAll(read(jar, "comment"), "$OUT", out))
	if exists(jar, "print-config") {
		for line := range strings.Lines(read(filepath.Dir(after(command, "-c")), filepath.Base(after(command, "-c")))) {
			fmt.Printf("@log WARN config: %s", line)
		}
	}
	if exists(jar, "print-environment") {
		for _, e := range slices.Sorted(slices.Values(os.Environ())) {
			key, _, _ := strings.Cut(e, "=")
			fmt.Printf("@log WARN environment: %s\n", key)
		}
	}
	if address := strings.TrimSpace(read(jar, "dial")); address != "" {
		connection, err := net.DialTimeout("tcp", address, 10*time.Second)
		if err == nil {
			err = connection.Close()
		}
		fmt.Printf("@log WARN dial: reached %t\n", err == nil)
	}
	if d, err := time.ParseDuration(strings.TrimSpace(read(jar, "sleep"))); err == nil {
		if err := os.WriteFile(filepath.Join(jar, "asleep"), nil, 0o600); err != nil {
			return 0, err
		}
		time.Sleep(d)
	}
	if err := write(filepath.Join(jar, "out"), out); err != nil {
		return 0, err
	}
	if status := strings.TrimSpace(read(jar, "exit")); status != "" {
		return strconv.Atoi(status)
	}
	return 0, nil
}

// write copies a folder the way a generator writes one: with a line for each file.
func write(from, out string) error {
	err := filepath.WalkDir(from, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		to := filepath.Join(out, rel)
		fmt.Printf("@log INFO writing file %s\n", to)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		return os.WriteFile(to, []byte(read(filepath.Dir(p), e.Name())), 0o600)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func exists(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

// read is a file's content, empty if there is none.
func read(dir, name string) string {
	content, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return ""
	}
	return string(content)
}

func after(args []string, flag string) string {
	if i := slices.Index(args, flag); i >= 0 && i+1 < len(args) {
		return args[i+1]
	}
	return ""
}
