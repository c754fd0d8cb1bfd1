package postgres_test

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/product/postgres"
	"akbuild.internal/tools/testing/testenv"
)

func run(t *testing.T, options postgres.Options) *postgres.Server {
	t.Helper()
	options.Programs = programs(t)
	s, err := postgres.Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(s.Folder); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the folder %s is still there: %v", s.Folder, err)
		}
	})
	return s
}

func programs(t *testing.T) string {
	t.Helper()
	return filepath.Dir(testenv.Path(t, testenv.Postgres))
}

// answer connects as a user to a database and returns the message that decides: that the server is ready ('Z'), an error ('E'),
// or what it wants for authentication ('R').
func answer(t *testing.T, s *postgres.Server, user, database string) (byte, string) {
	t.Helper()
	conn, err := net.Dial("unix", filepath.Join(s.Folder, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	body := "\x00\x03\x00\x00user\x00" + user + "\x00database\x00" + database + "\x00\x00"
	if _, err := conn.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(body)+4)), body...)); err != nil {
		t.Fatal(err)
	}
	for {
		head := make([]byte, 5)
		if _, err := io.ReadFull(conn, head); err != nil {
			t.Fatal(err)
		}
		content := make([]byte, binary.BigEndian.Uint32(head[1:])-4)
		if _, err := io.ReadFull(conn, content); err != nil {
			t.Fatal(err)
		}
		if kind := head[0]; kind == 'Z' || kind == 'E' || kind == 'R' && string(content) != "\x00\x00\x00\x00" {
			return kind, string(content)
		}
	}
}

func TestRun(t *testing.T) {
	s := run(t, postgres.Options{})
	for _, round := range []string{"started", "started again"} {
		if kind, content := answer(t, s, "authentik", "authentik"); kind != 'Z' {
			t.Errorf("%s: it answers %c %q, want to be let in", round, kind, content)
		}
		if kind, content := answer(t, s, "nobody", "authentik"); kind != 'E' || !strings.Contains(content, "28000") {
			t.Errorf("%s: it answers %c %q to a user that does not exist", round, kind, content)
		}
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
		if _, err := net.Dial("unix", filepath.Join(s.Folder, ".s.PGSQL.5432")); err == nil {
			t.Errorf("%s: it still answers after its end", round)
		}
		if err := s.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPassword(t *testing.T) {
	s := run(t, postgres.Options{User: "someone", Password: "secret", Database: `with "quotes"`})
	kind, content := answer(t, s, "someone", `with "quotes"`)
	if kind != 'R' || !strings.Contains(content, "SCRAM-SHA-256") {
		t.Errorf("it answers %c %q, want to be asked for a password", kind, content)
	}
	want := "AUTHENTIK_POSTGRESQL__HOST=" + s.Folder + "\nAUTHENTIK_POSTGRESQL__NAME=with \"quotes\"\n" +
		"AUTHENTIK_POSTGRESQL__USER=someone\nAUTHENTIK_POSTGRESQL__PASSWORD=secret"
	if got := strings.Join(s.Environ(), "\n"); got != want {
		t.Errorf("the environment is %s, want %s", got, want)
	}
}

// TestKept uses a cluster twice: what the first server was given the second one has, and a cluster of another version is refused.
func TestKept(t *testing.T) {
	data := filepath.Join(t.TempDir(), "kept", "cluster")
	if err := os.MkdirAll(data+".new/half", 0o755); err != nil {
		t.Fatal(err)
	}
	for round, options := range []postgres.Options{{Data: data, User: "first"}, {Data: data, User: "first", Database: "ignored"}} {
		s := run(t, options)
		if kind, content := answer(t, s, "first", "authentik"); kind != 'Z' {
			t.Errorf("start %d: it answers %c %q, want the database of the first start", round, kind, content)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// What a server leaves that is killed.
	killed := "4194303\n" + data + "\n0\n5432\n/tmp\n\n0\nready   \n"
	if err := os.WriteFile(filepath.Join(data, "postmaster.pid"), []byte(killed), 0o600); err != nil {
		t.Fatal(err)
	}
	s := run(t, postgres.Options{Data: data, User: "first"})
	if kind, content := answer(t, s, "first", "authentik"); kind != 'Z' {
		t.Errorf("after one that was killed it answers %c %q", kind, content)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Dir(data) + "/*")
	if err != nil || len(left) != 1 {
		t.Errorf("beside the cluster there is %q, %v", left, err)
	}
	if err := os.WriteFile(filepath.Join(data, "PG_VERSION"), []byte("9.6\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = postgres.New(t.Context(), postgres.Options{Programs: programs(t), Data: data})
	if err == nil || !strings.Contains(err.Error(), "version 9.6 made it") {
		t.Errorf("the error is %v, want the two versions", err)
	}
}

func TestDoesNotStart(t *testing.T) {
	s := run(t, postgres.Options{})
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.Folder, "data", "postgresql.conf"), []byte("no_such_setting = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := s.Start(t.Context())
	if err == nil || !strings.Contains(err.Error(), "before it could be used") || !strings.Contains(err.Error(), "no_such_setting") {
		t.Errorf("the error is %v, want the server's own words", err)
	}
}

func TestNoPrograms(t *testing.T) {
	before, err := filepath.Glob("/tmp/akpg*")
	if err != nil {
		t.Fatal(err)
	}
	_, err = postgres.New(t.Context(), postgres.Options{Programs: "/no/such/folder"})
	if err == nil || !strings.Contains(err.Error(), "making a PostgreSQL cluster with /no/such/folder/initdb") {
		t.Errorf("the error is %v, want the path of initdb", err)
	}
	if after, _ := filepath.Glob("/tmp/akpg*"); len(after) != len(before) {
		t.Errorf("the folder of a server that could not be made is still there: %v", after)
	}
}
