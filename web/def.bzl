"""Rules of the web UI."""

load("//web/private:node_modules.bzl", _node_modules = "node_modules")
load("//web/private:web_build.bzl", _web_build = "web_build")
load("//web/private:web_client.bzl", _web_client = "web_client")
load("//web/private:web_dist.bzl", _web_dist = "web_dist")
load("//web/private:web_messages.bzl", _web_messages = "web_messages")

node_modules = _node_modules
web_build = _web_build
web_client = _web_client
web_dist = _web_dist
web_messages = _web_messages
