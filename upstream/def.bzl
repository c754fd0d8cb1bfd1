"""The tests that a source tree brings itself: the public rules of this area. docs/upstream-tests.md"""

load("//upstream/private:suite_test.bzl", _suite_test = "suite_test")

suite_test = _suite_test
