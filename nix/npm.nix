# The npm packages of a source's web UI, for the repository rule of nix/private/npm_packages.bzl; see packages/npm-tarballs.nix.
{ packages }:
(import ./. { }).call ./packages/npm-tarballs.nix { inherit packages; }
