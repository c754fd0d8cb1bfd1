"""The server and the bundle: the public rules of this area."""

load("//server/private:bundle.bzl", _authentik_bundle = "authentik_bundle")
load("//server/private:go_command_binary.bzl", _go_command_binary = "go_command_binary")
load("//server/private:go_vendor_overlay.bzl", _go_vendor_overlay = "go_vendor_overlay")
load("//server/private:image.bzl", _image = "image")
load("//server/private:labels.bzl", _BUNDLE_LAYERS = "BUNDLE_LAYERS", _image_labels = "image_labels")
load("//server/private:layer.bzl", _layer = "layer")
load("//server/private:sbom.bzl", _sbom = "sbom")
load("//server/private:tarball.bzl", _tarball = "tarball")

BUNDLE_LAYERS = _BUNDLE_LAYERS
authentik_bundle = _authentik_bundle
go_command_binary = _go_command_binary
go_vendor_overlay = _go_vendor_overlay
image = _image
image_labels = _image_labels
layer = _layer
sbom = _sbom
tarball = _tarball
