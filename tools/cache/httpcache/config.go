package httpcache

import (
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

// Options say what kind of server is wanted.
type Options struct {
	// Nginx is the program; if it is empty it is looked for as nginx.
	Nginx string
	// Folder keeps the cache and all that the server writes.
	Folder string
	// Address is where it listens: host:port.
	Address string
	// Writer is user:password of who may write; if it is empty nobody may. Everybody who reaches the server may read.
	Writer string
	// Certificate and Key are files for TLS; without them it is plain HTTP.
	Certificate, Key string
	// Log is a file for a line about each request, with what it moved in bytes: method, status, sent, received.
	Log string
}

var config = template.Must(template.New("nginx.conf").Parse(`# Written by tools/cmd/cache at each start.
daemon off;
{{- if .Root}}
user root;
{{- end}}
worker_processes auto;
pid "{{.Folder}}/nginx.pid";
error_log stderr warn;
events { worker_connections 1024; }
http {
{{- if .Log}}
  log_format moved "$request_method $status $bytes_sent $request_length";
  access_log "{{.Log}}" moved;
{{- else}}
  access_log off;
{{- end}}
  default_type application/octet-stream;
  client_max_body_size 0;
  client_body_temp_path "{{.Folder}}/tmp/body";
  proxy_temp_path "{{.Folder}}/tmp/proxy";
  fastcgi_temp_path "{{.Folder}}/tmp/fastcgi";
  uwsgi_temp_path "{{.Folder}}/tmp/uwsgi";
  scgi_temp_path "{{.Folder}}/tmp/scgi";
  sendfile on;
  keepalive_timeout 300;
  keepalive_requests 1000000;
  server {
    listen {{.Address}}{{if .Certificate}} ssl{{end}};
{{- if .Certificate}}
    ssl_certificate "{{.Certificate}}";
    ssl_certificate_key "{{.Key}}";
{{- end}}
    root "{{.Folder}}/cache";
    location ~ "^/(ac|cas)/[0-9a-f]{64}$" {
{{- if .Writer}}
      dav_methods PUT;
      create_full_put_path on;
      limit_except GET HEAD {
        auth_basic "writers of the cache";
        auth_basic_user_file "{{.Folder}}/writers";
      }
{{- else}}
      limit_except GET HEAD { deny all; }
{{- end}}
    }
    location / { return 404; }
  }
}
`))

// check refuses what cannot be written into a configuration, and what would fail later.
func (o Options) check() error {
	for what, value := range map[string]string{"folder": o.Folder, "certificate": o.Certificate, "key": o.Key, "log": o.Log, "address": o.Address} {
		if strings.ContainsAny(value, "\"\\\n$;") {
			return fmt.Errorf("starting the cache: the %s %q has a character that nginx reads as its own; use another one", what, value)
		}
	}
	if user, password, ok := strings.Cut(o.Writer, ":"); o.Writer != "" && (!ok || user == "" || password == "" || strings.ContainsAny(o.Writer, "\n")) {
		return fmt.Errorf("starting the cache: the writer is not of the form user:password; give it like --writer=ci:secret")
	}
	if (o.Certificate == "") != (o.Key == "") {
		return fmt.Errorf("starting the cache: TLS needs a certificate and its key; give both --certificate and --key")
	}
	return nil
}

// text is the configuration.
func (o Options) text() (string, error) {
	var b strings.Builder
	for _, place := range []*string{&o.Folder, &o.Certificate, &o.Key, &o.Log} {
		if *place == "" {
			continue
		}
		absolute, err := filepath.Abs(*place)
		if err != nil {
			return "", fmt.Errorf("finding %s: %w", *place, err)
		}
		*place = absolute
	}
	// Without a word of it, the processes that serve would be nobody, who may not write where root made the folder.
	if err := config.Execute(&b, struct {
		Options
		Root bool
	}{o, os.Geteuid() == 0}); err != nil {
		return "", fmt.Errorf("writing nginx's configuration: %w", err)
	}
	return b.String(), nil
}

// writers is the file of who may write, in a form that nginx reads: a salted hash.
func (o Options) writers() (string, error) {
	user, password, _ := strings.Cut(o.Writer, ":")
	salt := make([]byte, 8)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("making a salt: %w", err)
	}
	sum := sha1.Sum(append([]byte(password), salt...))
	return fmt.Sprintf("%s:{SSHA}%s\n", user, base64.StdEncoding.EncodeToString(append(sum[:], salt...))), nil
}
