// Package healthcheck tells, from outside a process, whether it is running; containers ask it every few seconds.
package healthcheck

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
)

// timeout is how long a server may take to say that it is alive.
const timeout = 5 * time.Second

// Server asks the server of this configuration whether it is alive. The sentence says that it is.
func Server(ctx context.Context, c *config.Config) (string, error) {
	if c.Listen.HTTP == "" {
		return "", errors.New("checking the server: listen.http is off, there is nothing to ask")
	}
	url := "http://" + Reachable(c.Listen.HTTP) + c.Web.Path + "-/health/live/"
	if err := Head(ctx, url); err != nil {
		return "", fmt.Errorf("checking the server: %w", err)
	}
	return "server is alive at " + url, nil
}

// Head asks for a page by HEAD; an answer below 400 is a good one.
func Head(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", constants.UserAgent("healthcheck"))
	// No proxy: what is asked is on this machine, whatever the environment says of the way outside.
	client := &http.Client{Transport: &http.Transport{Proxy: nil}}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	_ = res.Body.Close()
	if res.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s answered %s", url, res.Status)
	}
	return nil
}

// Reachable makes an address to listen on into one to connect to: 0.0.0.0 means every interface, loopback is one.
func Reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if host == "" {
		host = "127.0.0.1"
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip.Is6() {
			host = "::1"
		}
	}
	return net.JoinHostPort(host, port)
}

// WorkerPIDFile is where the worker writes its process id.
func WorkerPIDFile() string {
	return filepath.Join(os.TempDir(), "authentik-worker.pid")
}

// Worker looks whether the worker's process exists.
func Worker() (string, error) {
	file := WorkerPIDFile()
	raw, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("checking the worker: %w", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil || pid <= 0 {
		return "", fmt.Errorf("checking the worker: %s holds no process id", file)
	}
	// Signal 0 is never delivered. EPERM means that the process exists and is somebody else's.
	if err := syscall.Kill(pid, 0); err != nil && !errors.Is(err, syscall.EPERM) {
		return "", fmt.Errorf("checking the worker: process %d of %s is not running", pid, file)
	}
	return fmt.Sprintf("worker is running as process %d", pid), nil
}
