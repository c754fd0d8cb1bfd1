package generator

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"akbuild.internal/tools/base/tree"
)

// Jar is an openapi-generator-cli and the Java that runs it.
type Jar struct {
	// Java is the java binary.
	Java string
	// Jar is openapi-generator-cli's jar.
	Jar string
	// Heap is the limit of Java's heap, as -Xmx takes it; empty means DefaultHeap.
	Heap string
	// Warm runs the tool in a Java that stays; nil means one Java for each run.
	Warm *Warm
}

// DefaultHeap is enough for authentik's schema with room to grow; without a limit Java takes twice the memory.
const DefaultHeap = "320m"

// jvmFlags make runs alike, and short: Java's second compiler and a parallel collector pay for a Java that has a dozen runs
// before it, and no build has that many for one version of the tool.
var jvmFlags = []string{
	"-Duser.language=en",
	"-Duser.country=US",
	"-Dfile.encoding=UTF-8",
	"-Duser.timezone=UTC",
	"-Djava.awt.headless=true",
	// The YAML reader refuses a schema of more than three million letters otherwise.
	"-DmaxYamlCodePoints=99999999",
	// The tool looks each name of a schema up for each enum in it. It remembers 200 of them for five seconds otherwise.
	"-Dorg.openapitools.codegen.utils.namecache.cachesize=100000",
	"-Dorg.openapitools.codegen.utils.namecache.expireafter.seconds=86400",
	"-XX:TieredStopAtLevel=1",
	"-XX:+UseSerialGC",
	// Young objects in little room: 40 MB less memory, at no cost that could be measured.
	"-Xmn48m",
	"-XX:-UsePerfData",
	"-Xshare:auto",
}

// ended is the error of a tool that ran and did not succeed; it says how it ended.
type ended struct{ how string }

// Error implements error.
func (e *ended) Error() string { return e.how }

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
	if j.Warm != nil {
		return j.Warm.run(ctx, j, out, args)
	}
	java, err := filepath.Abs(j.Java)
	if err != nil {
		return fmt.Errorf("finding %s: %w", j.Java, err)
	}
	jar, err := filepath.Abs(j.Jar)
	if err != nil {
		return fmt.Errorf("finding %s: %w", j.Jar, err)
	}
	flags, err := j.javaFlags(scratch)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, java, slices.Concat(flags, []string{"-jar", jar}, args)...)
	cmd.Dir, cmd.Env = scratch, javaEnviron(scratch)
	lines := &lineWriter{out: out}
	cmd.Stdout, cmd.Stderr = lines, lines
	err = cmd.Run()
	lines.flush()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return &ended{exit.String()}
	}
	return err
}

// javaFlags are Java's flags but for what it runs. They name a file that is written to scratch.
func (j Jar) javaFlags(scratch string) ([]string, error) {
	heap := j.Heap
	if heap == "" {
		heap = DefaultHeap
	}
	logging := filepath.Join(scratch, "logback.xml")
	if err := os.WriteFile(logging, []byte(logbackConfig), 0o644); err != nil {
		return nil, fmt.Errorf("writing %s: %w", logging, tree.Reason(err))
	}
	return append(slices.Clone(jvmFlags), "-Xmx"+heap, "-Djava.io.tmpdir="+scratch, "-Duser.home="+scratch,
		"-Dlogback.configurationFile="+logging), nil
}

// javaEnviron is the environment of Java.
func javaEnviron(scratch string) []string {
	return []string{"HOME=" + scratch, "TMPDIR=" + scratch, "LC_ALL=C.UTF-8"}
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
