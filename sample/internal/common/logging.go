// Package common holds what every program of authentik does alike: logging, waiting, reporting errors.
package common

import (
	"io"
	"time"

	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/config"
)

// SetupLogging writes one JSON object per line, with the field names the Python core uses, so that one query finds
// both. In debug mode lines are for people.
func SetupLogging(c *config.Config, out io.Writer) {
	log.SetOutput(out)
	level, err := log.ParseLevel(c.LogLevel)
	if err != nil {
		level = log.InfoLevel
	}
	log.SetLevel(level)
	if c.Debug {
		log.SetFormatter(&log.TextFormatter{FullTimestamp: true})
		return
	}
	log.SetFormatter(&log.JSONFormatter{
		TimestampFormat:   time.RFC3339,
		DisableHTMLEscape: true,
		FieldMap: log.FieldMap{
			log.FieldKeyMsg:  "event",
			log.FieldKeyTime: "timestamp",
		},
	})
}

// Logger returns the logger of one part; its name is the field logger of each line.
func Logger(name string) *log.Entry {
	return log.WithField("logger", "authentik."+name)
}
