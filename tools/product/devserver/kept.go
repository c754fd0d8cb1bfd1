package devserver

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// kept is what has to be the same at the next start: all of it lies in the folder that the user gave, or in one that goes.
type kept struct {
	// cluster is PostgreSQL's folder; empty for one that goes.
	cluster string
	// files is where uploads go, logs what the parts write.
	files, logs string
	// secretKey and password are made at the first start.
	secretKey, password string
}

// openKept makes or reads what is kept.
func openKept(o Options, home string) (*kept, error) {
	folder := home
	k := &kept{}
	if o.Data != "" {
		var err error
		if folder, err = filepath.Abs(o.Data); err != nil {
			return nil, fmt.Errorf("finding the folder %s: %w", o.Data, err)
		}
		k.cluster = filepath.Join(folder, "postgresql")
	}
	k.files, k.logs = filepath.Join(folder, "files"), filepath.Join(folder, "logs")
	for _, dir := range []string{folder, k.files, k.logs} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("making the folder of --data: %w", err)
		}
	}
	var err error
	if k.secretKey, err = remember(filepath.Join(folder, "secret-key"), rand.Text()+rand.Text()); err != nil {
		return nil, err
	}
	file, password := filepath.Join(folder, "password"), o.Password
	if password == "" {
		password = rand.Text()
	}
	if k.password, err = remember(file, password); err != nil {
		return nil, err
	}
	if o.Password != "" && k.password != o.Password {
		return nil, fmt.Errorf("starting with --data %s: akadmin got another password at the first start, which lies in %s; leave --password out", o.Data, file)
	}
	return k, nil
}

// remember returns what a file holds; one that is not there gets value.
func remember(file, value string) (string, error) {
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		content, err = []byte(value+"\n"), os.WriteFile(file, []byte(value+"\n"), 0o600)
	}
	if err != nil {
		return "", fmt.Errorf("remembering what the first start made: %w", err)
	}
	return strings.TrimSuffix(string(content), "\n"), nil
}
