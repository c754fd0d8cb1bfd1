package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"goauthentik.io/internal/config"
)

// checks are what `ak healthcheck` asks for, by what it started.
var checks = map[string]func() error{"server": checkServer, "worker": checkWorker}

func healthcheck() *cobra.Command {
	return &cobra.Command{
		Use: "healthcheck server|worker", Short: "Say by exit code whether the server, or the worker, is running here",
		Args: cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs), ValidArgs: []string{"server", "worker"},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := checks[args[0]](); err != nil {
				return fmt.Errorf("checking the %s: %w", args[0], err)
			}
			return nil
		},
	}
}

// checkServer asks the server of this configuration whether it is alive.
func checkServer() error {
	c, err := config.Load()
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(c.Listen.HTTP)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "localhost"
	}
	response, err := http.Get("http://" + net.JoinHostPort(host, port) + "/-/health/live/")
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil {
		return err
	}
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("it answers %s", response.Status)
	}
	return nil
}

// checkWorker looks for the process that the worker wrote down when it started.
func checkWorker() error {
	content, err := os.ReadFile(filepath.Join(os.TempDir(), "authentik-worker.pid"))
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(content)))
	if err != nil {
		return err
	}
	return syscall.Kill(pid, 0)
}
