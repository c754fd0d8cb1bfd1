// Package web holds what of the web UI is part of the Go programs, and knows where the rest is.
package web

import (
	_ "embed"
	"net/http"
)

// RobotsTxt keeps crawlers away from login pages.
//
//go:embed robots.txt
var RobotsTxt []byte

// SecurityTxt tells who finds a hole whom to tell.
//
//go:embed security.txt
var SecurityTxt []byte

// StaticDir is the built web UI, for programs that serve parts of it under a path of their own.
var StaticDir = http.Dir("./web/dist/")

// StaticHandler serves it.
var StaticHandler = http.FileServer(StaticDir)
