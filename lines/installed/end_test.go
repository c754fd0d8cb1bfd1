package installed

import (
	"io"
	"net"
	"net/http"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// TestEnd: a request under way is answered before the core is told to end; whatever the core has started has ended then.
func TestEnd(t *testing.T) {
	started, coreAlive := make(chan bool), make(chan bool, 1)
	core := exec.Command("/bin/sh", "-c", "trap 'kill $!; exit' TERM; sleep 100 & wait")
	if err := core.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan bool)
	go func() {
		_ = core.Wait()
		close(ended)
	}()
	server := Keep(&http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(started)
		time.Sleep(300 * time.Millisecond)
		select {
		case <-ended:
			coreAlive <- false
		default:
			coreAlive <- true
		}
		_, _ = io.WriteString(w, "answered")
	})})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	answer := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + listener.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		defer response.Body.Close()
		content, _ := io.ReadAll(response.Body)
		answer <- string(content)
	}()
	<-started
	for len(children()) < 2 {
		time.Sleep(10 * time.Millisecond)
	}
	begin := time.Now()
	End(func() {
		_ = syscall.Kill(core.Process.Pid, syscall.SIGTERM)
		select {}
	})
	if got := <-answer; got != "answered" {
		t.Errorf("the request under way got %q", got)
	}
	if !<-coreAlive {
		t.Error("the core ended before the request was answered")
	}
	<-ended
	if took := time.Since(begin); took > endTime/2 {
		t.Errorf("that took %s", took)
	}
	if _, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		t.Error("the server still takes requests")
	}
	if left := alive(children()); len(left) > 0 {
		t.Errorf("these are left: %v", left)
	}
}
