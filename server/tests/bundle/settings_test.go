package bundle

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/testing/product"
)

// outcome is what comes of a start: it is ready, or ends with a code, or, if neither is given, goes on trying.
type outcome struct {
	ready bool
	code  int
	// says is in what it writes, in a sentence of one line.
	says string
}

// settings: what lacks or cannot be read is said. What follows from it is as upstream has it: its server goes on trying to start the core.
func settings(t *testing.T, p *product.Product) {
	for _, test := range []struct {
		part, setting     string
		sample, authentik outcome
	}{
		{"server", "SECRET_KEY=", outcome{code: 78, says: "secret key is missing"}, outcome{says: "Secret key missing"}},
		{"worker", "SECRET_KEY=", outcome{code: 78, says: "secret key is missing"}, outcome{code: 1, says: "Secret key missing"}},
		{"server", "WEB__WORKERS=many", outcome{ready: true, says: "Failed to parse config as int.*web.workers"}, outcome{ready: true, says: "Failed to parse config as int.*web.workers"}},
		{"server", "POSTGRESQL__PORT=many", outcome{code: 69, says: `invalid integer value "many"`}, outcome{says: "Failed to parse config as int.*postgresql.port"}},
		{"server", "LISTEN__HTTP=nowhere", outcome{code: 1, says: "address nowhere: missing port"}, outcome{says: "failed to listen.*|address nowhere"}},
		{"server", "LOG_LEVEL=loud", outcome{code: 1, says: "reading log_level: .*loud"}, outcome{says: "Unable to configure logger"}},
		{"server", "DEBUG=perhaps", outcome{code: 1, says: "AUTHENTIK_.*perhaps"}, outcome{says: "failed to load env vars"}},
	} {
		t.Run(test.part+" "+test.setting, func(t *testing.T) {
			want := test.authentik
			if product.Sample(t) {
				want = test.sample
			}
			part := p.Start(t, test.part, "AUTHENTIK_"+test.setting, "AUTHENTIK_POSTGRESQL__WAIT_SECONDS=1")
			got, last := comesOf(p, part, 30*time.Second)
			part.End()
			if got.ready != want.ready || got.code != want.code || !regexp.MustCompile(want.says).MatchString(part.Said(1000)) {
				t.Errorf("it ends with %d, is ready: %t (it answers %s); want %+v:\n%s", got.code, got.ready, last, want, part.Said(12))
			}
			if got.code != 0 && strings.Contains(part.Said(1000), "Traceback") {
				t.Errorf("it wrote a traceback:\n%s", part.Said(20))
			}
		})
	}
}

// comesOf waits for what comes of a start, and says what it answered last.
func comesOf(p *product.Product, part *product.Part, within time.Duration) (found outcome, last string) {
	for begin := time.Now(); time.Since(begin) < within; time.Sleep(50 * time.Millisecond) {
		status, err := p.Status(product.Ready)
		if last = fmt.Sprint(status, " ", err); err == nil && status/100 == http.StatusOK/100 {
			return outcome{ready: true}, last
		}
		if part.HasEnded() {
			return outcome{code: part.Code()}, last
		}
	}
	return outcome{}, last
}
