package modcache

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"golang.org/x/mod/module"
)

// patience is how long one proxy is asked once more for what was refused.
const patience = time.Minute

// refusedBy finds out which proxies of GOPROXY refused the modules, by asking each alone, and says so in a sentence.
func (d *downloader) refusedBy(ctx context.Context, refused []refusal, zips, mods []module.Version) error {
	names := make([]string, len(refused))
	wanted := map[module.Version]bool{}
	for i, r := range refused {
		names[i] = r.String()
		wanted[r.Version] = true
	}
	what := fmt.Sprintf("downloading %s, which %s names", strings.Join(names, ", "), d.GoSum)
	if len(names) > 1 {
		what = fmt.Sprintf("downloading %d of the modules that %s names (%s)", len(names), d.GoSum, strings.Join(names, ", "))
	}
	first := module.Version(refused[0].Version)
	var said []string
	stopped := false
	for _, p := range d.proxies(ctx) {
		reason := d.reasonOfProxy(ctx, p.address, first, keep(zips, wanted), keep(mods, wanted))
		said = append(said, p.String()+" says "+reason)
		if p.strict && !notThere.MatchString(reason) {
			stopped = true
			break
		}
	}
	if len(said) == 0 {
		said = []string{refused[0].reason}
	}
	advice := "name a proxy that has it in GOPROXY, which may be a folder: GOPROXY=file:///folder,$(go env GOPROXY)"
	if stopped {
		advice += " (first, since go asks the one behind a comma only after 404 and 410)"
	}
	if len(names) > 1 {
		return fmt.Errorf("%s: of %s %s; %s", what, first, strings.Join(said, ", "), advice)
	}
	return fmt.Errorf("%s: %s; %s", what, strings.Join(said, ", "), advice)
}

// notThere are the answers after which go asks the next proxy, whatever stands between the two.
var notThere = regexp.MustCompile(`\b(404|410)\b|no such file or directory`)

func keep(all []module.Version, wanted map[module.Version]bool) []module.Version {
	var kept []module.Version
	for _, m := range all {
		if wanted[m] {
			kept = append(kept, m)
		}
	}
	return kept
}

// proxy is an entry of GOPROXY; strict means that a comma is behind it.
type proxy struct {
	address string
	strict  bool
}

// String is the address without a password.
func (p proxy) String() string {
	if u, err := url.Parse(p.address); err == nil && u.User != nil {
		return u.Redacted()
	}
	return p.address
}

// proxies reads the GOPROXY that is in force.
func (d *downloader) proxies(ctx context.Context) []proxy {
	out, _, err := d.goCommand("env", "GOPROXY").Run(ctx)
	if err != nil {
		return nil
	}
	return parseProxies(strings.TrimSpace(string(out)))
}

func parseProxies(list string) []proxy {
	var found []proxy
	for list != "" {
		i := strings.IndexAny(list, ",|")
		address, strict := list, false
		if i >= 0 {
			address, strict, list = list[:i], list[i] == ',', list[i+1:]
		} else {
			list = ""
		}
		if address = strings.TrimSpace(address); address != "" {
			found = append(found, proxy{address, strict})
		}
	}
	return found
}

// addresses are what the go command says in front of a reason, or of a server's own words behind it.
var addresses = regexp.MustCompile(`^(reading \S+: |Get "[^"]*": )|( server response:.*)$`)

// reasonOfProxy asks one proxy, with empty caches, and returns why it refuses the module.
func (d *downloader) reasonOfProxy(ctx context.Context, address string, m module.Version, zips, mods []module.Version) string {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	scratch, err := os.MkdirTemp(d.scratch, "proxy-")
	if err != nil {
		return err.Error()
	}
	alone := downloader{Request: d.Request, lines: d.lines, scratch: scratch, env: []string{"GOPROXY=" + address}}
	if err := os.MkdirAll(filepath.Join(scratch, "module"), 0o755); err != nil {
		return err.Error()
	}
	refused, err := alone.ask(ctx, zips, mods)
	if ctx.Err() != nil {
		return fmt.Sprintf("nothing within %s", patience)
	}
	if err != nil {
		return err.Error()
	}
	for _, r := range refused {
		if r.Version == m {
			return addresses.ReplaceAllString(r.reason, "")
		}
	}
	return "that it has it now"
}
