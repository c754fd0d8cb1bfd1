package devserver

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress writes one line for each thing that happens, with the time since the start.
type progress struct {
	mutex sync.Mutex
	out   io.Writer
	begin time.Time
	last  string
}

// say writes a line, unless it was the last one already.
func (p *progress) say(format string, args ...any) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	line := fmt.Sprintf(format, args...)
	if line != p.last {
		p.last = line
		fmt.Fprintf(p.out, "%4.0f s  %s\n", time.Since(p.begin).Seconds(), line)
	}
}
