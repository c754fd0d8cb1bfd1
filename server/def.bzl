"""The server and the bundle: the public rules of this area."""

load("//server/private:bundle.bzl", _authentik_bundle = "authentik_bundle")
load("//server/private:go_vendor_overlay.bzl", _go_vendor_overlay = "go_vendor_overlay")

authentik_bundle = _authentik_bundle
go_vendor_overlay = _go_vendor_overlay
