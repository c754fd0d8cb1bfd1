package bundle

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"time"

	"akbuild.internal/tools/testing/product"
)

const (
	// askers ask at the same time, for warmUp before the end.
	askers = 24
	warmUp = 2 * time.Second
	// accepted is how long before the end a request was made that was surely accepted.
	accepted = 2 * time.Millisecond
)

// asked is a request.
type asked struct {
	begin, end time.Time
	status     int
	problem    error
}

// endUnderLoad ends the server while it is asked for pages of its own and of the core. Each request that was under way is answered.
func endUnderLoad(t *testing.T, p *product.Product, server *product.Part) {
	var lock sync.Mutex
	var all []asked
	var group sync.WaitGroup
	for i := range askers {
		path := []string{"/api/v3/root/config/", "/static/dist/assets/icons/icon.png", "/api/v3/flows/executor/default-authentication-flow/?query="}[i%3]
		client := &http.Client{Transport: &http.Transport{}, Timeout: time.Minute}
		group.Go(func() {
			for {
				one := asked{begin: time.Now()}
				response, err := client.Get(p.URL(path))
				if err == nil {
					_, err = io.Copy(io.Discard, response.Body)
					response.Body.Close()
					one.status = response.StatusCode
				}
				one.end, one.problem = time.Now(), err
				lock.Lock()
				all = append(all, one)
				lock.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	time.Sleep(warmUp)
	end := time.Now()
	ends(t, server, end, serverEnd)
	group.Wait()
	before, under := 0, 0
	for _, one := range all {
		problem := one.problem
		if problem == nil && one.status != http.StatusOK {
			problem = fmt.Errorf("it was answered with %d", one.status)
		}
		if one.end.Before(end) {
			before++
		} else if one.begin.Before(end) {
			under++
		}
		refused := errors.Is(one.problem, syscall.ECONNREFUSED) && one.end.After(end)
		if refused || one.problem != nil && one.begin.After(end.Add(-accepted)) {
			// It came when nobody listened any more, however long before that it wanted to.
			continue
		}
		if problem != nil {
			t.Errorf("a request that was made %s before the end was lost after %s: %v", end.Sub(one.begin), one.end.Sub(one.begin), problem)
		}
	}
	t.Logf("%d requests were answered before the end, %d were under way", before, under)
	if before < askers || under == 0 {
		t.Error("that is too little to see anything")
	}
}
