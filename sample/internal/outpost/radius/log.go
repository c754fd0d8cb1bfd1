package radius

import (
	stdlog "log"
	"strings"

	log "github.com/sirupsen/logrus"
)

// quiet writes what the library says as debug lines: anybody who can send a packet can make it say something.
func quiet(entry *log.Entry) *stdlog.Logger {
	return stdlog.New(lines{entry}, "", 0)
}

type lines struct{ entry *log.Entry }

func (l lines) Write(p []byte) (int, error) {
	l.entry.Debug(strings.TrimSpace(string(p)))
	return len(p), nil
}
