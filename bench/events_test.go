package main

import (
	"strings"
	"testing"
)

const events = `{"id":{"started":{}},"started":{"uuid":"1"}}
{"id":{"buildMetrics":{}},"buildMetrics":{"actionSummary":{"actionsCreated":"9","runnerCount":[{"name":"total","count":12},{"name":"remote cache hit","count":8,"execKind":"Remote"},{"name":"disk cache hit","count":1},{"name":"internal","count":2},{"name":"linux-sandbox","count":1,"execKind":"Local"}]}}}
`

// What Bazel does itself is no action that a cache could have; what neither cache had was run.
func TestRunners(t *testing.T) {
	r, err := parseRunners(strings.NewReader(events))
	if err != nil {
		t.Fatal(err)
	}
	if r.all() != 10 || r.ran() != 1 {
		t.Errorf("%d of %d actions ran", r.ran(), r.all())
	}
	if want := "1 disk cache hit, 1 linux-sandbox, 8 remote cache hit"; r.String() != want {
		t.Errorf("got %s, want %s", r, want)
	}
	if r, err := parseRunners(strings.NewReader(strings.Split(events, "\n")[0])); err == nil {
		t.Errorf("of events without metrics it says %v", r)
	}
}

func TestTraffic(t *testing.T) {
	before, err := parseTraffic("PUT 201 100 5000\n")
	if err != nil {
		t.Fatal(err)
	}
	after, err := parseTraffic("PUT 201 100 5000\nGET 200 3000 150\nGET 404 200 150\n")
	if err != nil {
		t.Fatal(err)
	}
	if want := (traffic{2, 3500}); after.less(before) != want {
		t.Errorf("got %v, want %v", after.less(before), want)
	}
	if _, err := parseTraffic("GET 200\n"); err == nil {
		t.Error("half a line is taken for a request")
	}
}
