package rac

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/wwt/guac"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/outpost/aktest"
	"goauthentik.io/internal/utils/coretest"
)

// fakeGuacd agrees to a session, greets, and then echoes what it gets.
func fakeGuacd(t *testing.T) (addr string, connected chan string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = ln.Close() })
	connected = make(chan string, 1)
	go func() {
		conn, err := ln.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		in := bufio.NewReader(conn)
		for {
			instruction, err := in.ReadString(';')
			if err != nil {
				return
			}
			switch {
			case strings.HasPrefix(instruction, "6.select,"):
				_, _ = conn.Write(guac.NewInstruction("args", "hostname", "port", "password").Byte())
			case strings.HasPrefix(instruction, "7.connect,"):
				connected <- instruction
				_, _ = conn.Write(guac.NewInstruction("ready", "$id").Byte())
				_, _ = conn.Write(guac.NewInstruction("sync", "1").Byte())
			case strings.HasPrefix(instruction, "5.mouse,"):
				_, _ = io.WriteString(conn, instruction)
			}
		}
	}()
	return ln.Addr().String(), connected
}

func newServer(t *testing.T, core *coretest.Core, addr string) *Server {
	s := New(aktest.Connect(t, core, "rac"), prometheus.NewRegistry())
	s.guacd.addr = addr
	return s
}

func TestSession(t *testing.T) {
	addr, connected := fakeGuacd(t)
	core := coretest.New(t)
	seen := make(chan string, 2)
	core.Handle("GET /ws/outpost_rac/browser-1/", func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		_, first, _ := conn.ReadMessage()
		seen <- string(first)
		_ = conn.WriteMessage(websocket.TextMessage, []byte("0.,4.ping;"))
		_ = conn.WriteMessage(websocket.TextMessage, []byte("5.mouse,1.5,1.6;"))
		_, second, _ := conn.ReadMessage()
		seen <- string(second)
		_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""),
			time.Now().Add(time.Second))
		_ = conn.Close()
	})
	s := newServer(t, core, addr)
	s.Handle(t.Context(), map[string]any{
		"dest_channel_id": "browser-1", "protocol": "vnc",
		"params": map[string]any{"hostname": "desktop.internal", "port": 5900, "password": "pw"},
	})
	assert.Equal(t, "7.connect,16.desktop.internal,4.5900,2.pw;", <-connected)
	assert.Equal(t, "4.sync,1.1;", <-seen)
	assert.Equal(t, "5.mouse,1.5,1.6;", <-seen, "and not what was meant for the tunnel")
	s.running.Wait()
	assert.InDelta(t, 0, testutil.ToFloat64(s.sessions), 0)
}

func TestSessionEndsWithTheOutpost(t *testing.T) {
	addr, _ := fakeGuacd(t)
	core := coretest.New(t)
	began := make(chan struct{})
	core.Handle("GET /ws/outpost_rac/b/", func(w http.ResponseWriter, r *http.Request) {
		if conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil); err == nil {
			close(began)
			for err == nil {
				_, _, err = conn.ReadMessage()
			}
		}
	})
	s := newServer(t, core, addr)
	ctx, stop := context.WithCancel(t.Context())
	s.Handle(ctx, map[string]any{"dest_channel_id": "b", "protocol": "ssh"})
	<-began
	stop()
	s.running.Wait()
}

func TestRequestsThatCannotBe(t *testing.T) {
	s := newServer(t, coretest.New(t), "127.0.0.1:1")
	s.Handle(t.Context(), map[string]any{"protocol": "ssh"})
	s.Handle(t.Context(), map[string]any{"dest_channel_id": []int{1}})
	s.running.Wait()
	err := s.session(t.Context(), request{Channel: "b", Protocol: "ssh"})
	require.ErrorContains(t, err, "connecting to guacd: ")
}

func TestGuacdIsStartedAgain(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	path := filepath.Join(dir, "guacd")
	require.NoError(t, os.WriteFile(path, []byte("#!/bin/sh\necho \"$*\" >> "+out+"\n"), 0o755))
	g := &guacd{log: common.Logger("test"), path: path, addr: "127.0.0.1:0"}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- g.run(ctx) }()
	require.Eventually(t, func() bool {
		raw, _ := os.ReadFile(out)
		return strings.Count(string(raw), "-b 127.0.0.1 -l 4822 -L info -f\n") >= 2
	}, 10*time.Second, 10*time.Millisecond)
	stop()
	require.NoError(t, <-done)
}

func TestGuacdStartedElsewhere(t *testing.T) {
	g := newGuacd()
	g.path = filepath.Join(t.TempDir(), "none")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	require.NoError(t, g.run(ctx))
}
