package rac

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"syscall"
	"time"

	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/common"
)

const (
	guacdPath = "/opt/guacamole/sbin/guacd"
	guacdHost = "127.0.0.1"
	guacdPort = "4822"
)

// guacd is the program that speaks the protocols of remote machines.
type guacd struct {
	log  *log.Entry
	path string
	addr string
}

func newGuacd() *guacd {
	return &guacd{log: common.Logger("outpost.rac.guacd"), path: guacdPath, addr: guacdHost + ":" + guacdPort}
}

// run keeps guacd running until ctx ends. Where it is not installed, one that somebody else runs is used.
func (g *guacd) run(ctx context.Context) error {
	if _, err := os.Stat(g.path); errors.Is(err, fs.ErrNotExist) {
		g.log.WithField("path", g.path).WithField("listen", g.addr).
			Warning("guacd is not installed, using one started elsewhere")
		<-ctx.Done()
		return nil
	}
	_, err := common.Persist(ctx, g.log, "running guacd", func(ctx context.Context) (struct{}, error) {
		cmd := exec.CommandContext(ctx, g.path, "-b", guacdHost, "-l", guacdPort, "-L", "info", "-f")
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
		cmd.WaitDelay = 5 * time.Second
		if err := cmd.Run(); err != nil {
			return struct{}{}, fmt.Errorf("running %s: %w", g.path, err)
		}
		return struct{}{}, fmt.Errorf("running %s: it ended by itself", g.path)
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}
