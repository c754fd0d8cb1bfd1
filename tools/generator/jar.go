package generator

import (
	"archive/zip"
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"akbuild.internal/tools/tree"
)

// Jar is an openapi-generator-cli and the Java that runs it.
type Jar struct {
	// Java is the java binary.
	Java string
	// Jar is openapi-generator-cli's jar.
	Jar string
	// Heap is the limit of Java's heap, as -Xmx takes it; empty means DefaultHeap.
	Heap string
}

// DefaultHeap is enough for authentik's schema with room to grow; without a limit Java takes twice the memory.
const DefaultHeap = "320m"

// jvmFlags make runs alike, and short: a run is over before Java's second compiler or a parallel collector pays.
var jvmFlags = []string{
	"-Duser.language=en",
	"-Duser.country=US",
	"-Dfile.encoding=UTF-8",
	"-Duser.timezone=UTC",
	"-Djava.awt.headless=true",
	// The YAML reader refuses a schema of more than three million letters otherwise.
	"-DmaxYamlCodePoints=99999999",
	"-XX:TieredStopAtLevel=1",
	"-XX:+UseSerialGC",
	// Young objects in little room: 40 MB less memory, at no cost that could be measured.
	"-Xmn48m",
	"-XX:-UsePerfData",
	"-Xshare:auto",
}

// Version is the jar's own version, "unknown" if its manifest has none.
func (j Jar) Version() string {
	archive, err := zip.OpenReader(j.Jar)
	if err != nil {
		return unknownVersion
	}
	defer archive.Close()
	f, err := archive.Open("META-INF/MANIFEST.MF")
	if err != nil {
		return unknownVersion
	}
	defer f.Close()
	for scanner := bufio.NewScanner(f); scanner.Scan(); {
		if key, value, ok := strings.Cut(scanner.Text(), ": "); ok && strings.EqualFold(key, "implementation-version") {
			return strings.TrimSpace(value)
		}
	}
	return unknownVersion
}

const unknownVersion = "unknown"

// Check fails when Java or the jar is not there.
func (j Jar) Check() error {
	for _, f := range []struct{ flag, name string }{{"--java", j.Java}, {"--jar", j.Jar}} {
		if info, err := os.Stat(f.name); err != nil {
			return fmt.Errorf("finding what %s names, %s: %w", f.flag, f.name, tree.Reason(err))
		} else if info.IsDir() {
			return fmt.Errorf("finding what %s names, %s: it is a folder", f.flag, f.name)
		}
	}
	return nil
}

// run runs the tool with scratch as its working directory, home and place for temporary files; out gets what it prints, one
// Write for each line.
func (j Jar) run(ctx context.Context, scratch string, out io.Writer, args ...string) error {
	java, err := filepath.Abs(j.Java)
	if err != nil {
		return fmt.Errorf("finding %s: %w", j.Java, err)
	}
	jar, err := filepath.Abs(j.Jar)
	if err != nil {
		return fmt.Errorf("finding %s: %w", j.Jar, err)
	}
	heap := j.Heap
	if heap == "" {
		heap = DefaultHeap
	}
	logging := filepath.Join(scratch, "logback.xml")
	if err := os.WriteFile(logging, []byte(logbackConfig), 0o644); err != nil {
		return fmt.Errorf("writing %s: %w", logging, tree.Reason(err))
	}
	command := append([]string{}, jvmFlags...)
	command = append(command, "-Xmx"+heap, "-Djava.io.tmpdir="+scratch, "-Duser.home="+scratch,
		"-Dlogback.configurationFile="+logging, "-jar", jar)
	cmd := exec.CommandContext(ctx, java, append(command, args...)...)
	cmd.Dir = scratch
	cmd.Env = []string{"HOME=" + scratch, "TMPDIR=" + scratch, "LC_ALL=C.UTF-8"}
	lines := &lineWriter{out: out}
	cmd.Stdout, cmd.Stderr = lines, lines
	err = cmd.Run()
	lines.flush()
	return err
}

// logbackConfig prints each message with its level, a mark that no other output has, and no more.
const logbackConfig = `<configuration>
  <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>` + logMark + `%level %msg%n</pattern></encoder>
  </appender>
  <logger name="io.swagger" level="warn"/>
  <logger name="org.openapitools" level="info"/>
  <root level="error"><appender-ref ref="OUT"/></root>
</configuration>
`

// lineWriter hands whole lines on.
type lineWriter struct {
	out  io.Writer
	rest []byte
}

// Write implements io.Writer.
func (l *lineWriter) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		end := strings.IndexByte(string(l.rest), '\n')
		if end < 0 {
			return len(p), nil
		}
		if _, err := l.out.Write(l.rest[:end]); err != nil {
			return 0, err
		}
		l.rest = l.rest[end+1:]
	}
}

func (l *lineWriter) flush() {
	if len(l.rest) > 0 {
		_, _ = l.out.Write(l.rest)
		l.rest = nil
	}
}
