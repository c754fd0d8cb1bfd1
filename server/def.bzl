"""The server and the bundle: the public rules of this area."""

load("//server/private:bundle.bzl", _BundleInfo = "BundleInfo", _authentik_bundle = "authentik_bundle")
load("//server/private:go_vendor_overlay.bzl", _go_vendor_overlay = "go_vendor_overlay")

BundleInfo = _BundleInfo
authentik_bundle = _authentik_bundle
go_vendor_overlay = _go_vendor_overlay
