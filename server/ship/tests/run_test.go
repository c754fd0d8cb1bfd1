package tests

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/klauspost/compress/zstd"

	"akbuild.internal/tools/product/postgres"
	"akbuild.internal/tools/testing/container"
	"akbuild.internal/tools/testing/product"
	"akbuild.internal/tools/testing/testenv"
)

// TestRun starts the image as a program that runs containers would, with a read-only root, as its user, and with the variables of
// upstream's compose file: server and worker, each in a container of its own.
func TestRun(t *testing.T) {
	img := built(t, "AKBUILD_TEST_IMAGE")
	start := time.Now()
	root := unpacked(t, "AKBUILD_TEST_IMAGE")
	t.Logf("looked at and unpacked after %.1f s", time.Since(start).Seconds())
	t.Run("elsewhere", func(t *testing.T) { elsewhere(t, root) })
	db, err := postgres.Run(t.Context(), postgres.Options{
		Programs: filepath.Dir(testenv.Path(t, testenv.Postgres)), Password: "of the database",
	})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	shared := t.TempDir()
	server, worker := newService(t, img, root, db.Folder, shared), newService(t, img, root, db.Folder, shared)
	server.start(t, "server")
	server.untilReady(t)
	server.untilHealthy(t)
	worker.start(t, "worker")
	worker.untilHealthy(t)
	if got := server.run(t, "sh", "-c", "id -u; touch /authentik/x /usr/x /x 2>&1 | grep -c 'Read-only'; touch /data/x && echo written"); got != "1000\n3\nwritten\n" {
		t.Errorf("as the user of the container one sees %q", got)
	}
	for _, s := range []*service{server, worker} {
		s.end(t)
	}
}

// elsewhere: the product alone, at another place in a root that has nothing but a shell and its programs, imports authentik.
func elsewhere(t *testing.T, root string) {
	machine := t.TempDir()
	for _, name := range []string{"usr", "etc", "tmp", "proc", "dev", "srv", "srv/some where"} {
		if err := os.Mkdir(filepath.Join(machine, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, link := range []string{"bin", "lib", "lib64"} {
		if err := os.Symlink("usr/"+link, filepath.Join(machine, link)); err != nil {
			t.Fatal(err)
		}
	}
	cmd := container.Command(t, container.Options{
		Root:  machine,
		Fresh: []string{"/tmp"},
		Binds: map[string]string{"/usr": filepath.Join(root, "usr"), "/etc": filepath.Join(root, "etc"), "/srv/some where": filepath.Join(root, "authentik")},
		Env:   []string{"PATH=/usr/bin"},
		Args:  []string{"/srv/some where/bin/python", "-c", "import authentik, ssl, sys; print(authentik.__file__, sys.prefix)"},
	})
	out, err := cmd.CombinedOutput()
	if want := "/srv/some where/site/in-tree/authentik/__init__.py /srv/some where/python\n"; err != nil || string(out) != want {
		t.Errorf("python says %q, %v", out, err)
	}
}

// TestTarball: the tarball holds what the image has of the product, to the bit, in one folder.
func TestTarball(t *testing.T) {
	want := map[string]string{}
	layers, err := built(t, "AKBUILD_TEST_IMAGE").Layers()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers[1:] {
		r, err := l.Uncompressed()
		if err != nil {
			t.Fatal(err)
		}
		collect(t, r, want)
		r.Close()
	}
	file, err := os.Open(testenv.Path(t, "AKBUILD_TEST_TARBALL"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := zstd.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	got := map[string]string{}
	collect(t, z, got)
	for name, is := range got {
		if want[name] != is {
			t.Errorf("%s is %q in the tarball, and %q in the image", name, is, want[name])
		}
		if !strings.HasPrefix(name, "authentik/") {
			t.Errorf("%s does not lie in the folder authentik", name)
		}
	}
	if len(got) != len(want) || len(got) < 10_000 {
		t.Errorf("the tarball has %d entries, and the image %d", len(got), len(want))
	}
}

func collect(t *testing.T, archive io.Reader, into map[string]string) {
	t.Helper()
	each(t, archive, func(h *tar.Header, r io.Reader) {
		var err error
		if into[h.Name], err = content(h, r); err != nil {
			t.Fatal(err)
		}
	})
}

// service is a container of compose's file.
type service struct {
	cmd     *exec.Cmd
	options container.Options
	http    string
	log     bytes.Buffer
	ended   chan error
}

func newService(t *testing.T, img v1.Image, root, database, data string) *service {
	t.Helper()
	file, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	s := &service{ended: make(chan error, 1), http: free(t)}
	s.options = container.Options{
		Root:   root,
		Folder: file.Config.WorkingDir,
		Fresh:  []string{"/tmp", "/certs"},
		Binds:  map[string]string{"/tmp/postgresql": database, "/data": data},
		Args:   file.Config.Entrypoint,
		Env: append(file.Config.Env,
			"HOME=/authentik",
			"AUTHENTIK_POSTGRESQL__HOST=/tmp/postgresql",
			"AUTHENTIK_POSTGRESQL__NAME=authentik",
			"AUTHENTIK_POSTGRESQL__PASSWORD=of the database",
			"AUTHENTIK_POSTGRESQL__USER=authentik",
			"AUTHENTIK_SECRET_KEY=a secret key that is as long as such a key has to be: 50",
			// Both run in one network here, which compose's do not.
			"AUTHENTIK_LISTEN__HTTP="+s.http,
			"AUTHENTIK_LISTEN__HTTPS="+free(t),
			"AUTHENTIK_LISTEN__METRICS="+free(t),
		),
	}
	return s
}

// free is an address that nobody listens at.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (s *service) start(t *testing.T, command string) {
	t.Helper()
	o := s.options
	o.Args = append(append([]string{}, o.Args...), command)
	s.cmd = container.Command(t, o)
	s.cmd.Stdout, s.cmd.Stderr = &s.log, &s.log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { s.ended <- s.cmd.Wait() }()
}

// until tries something until it works.
func (s *service) until(t *testing.T, what string, try func() error) {
	t.Helper()
	start := time.Now()
	for end := start.Add(product.FirstStart); ; time.Sleep(200 * time.Millisecond) {
		err := try()
		if err == nil {
			t.Logf("%s after %.1f s", what, time.Since(start).Seconds())
			return
		}
		select {
		case ended := <-s.ended:
			t.Fatalf("waiting until %s: it ended, %v: %s", what, ended, s.log.String())
		default:
		}
		if time.Now().After(end) {
			t.Fatalf("waiting until %s: %v", what, err)
		}
	}
}

func (s *service) untilReady(t *testing.T) {
	t.Helper()
	for _, kind := range []string{"live", "ready"} {
		s.until(t, kind, func() error {
			answer, err := http.Get("http://" + s.http + "/-/health/" + kind + "/")
			if err != nil {
				return err
			}
			answer.Body.Close()
			if answer.StatusCode/100 != 2 {
				return fmt.Errorf("it answers %s", answer.Status)
			}
			return nil
		})
	}
}

// untilHealthy is until the command of the image's healthcheck says so, in the container.
func (s *service) untilHealthy(t *testing.T) {
	t.Helper()
	s.until(t, "healthy", func() error {
		o := s.options
		o.Args = []string{"ak", "healthcheck"}
		out, err := container.Exec(t, s.cmd, o).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	})
}

func (s *service) run(t *testing.T, args ...string) string {
	t.Helper()
	o := s.options
	o.Args = args
	out, err := container.Exec(t, s.cmd, o).CombinedOutput()
	if err != nil {
		t.Errorf("running %q in the container: %v: %s", args, err, out)
	}
	return string(out)
}

// end: the first process of the container forwards SIGTERM, and is gone with all the others soon.
func (s *service) end(t *testing.T) {
	t.Helper()
	start := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.ended:
		t.Logf("ended after %.1f s", time.Since(start).Seconds())
	case <-time.After(20 * time.Second):
		t.Error("20 s after SIGTERM it still runs")
	}
}
