// Package execlog reads Bazel's execution logs (--execution_log_json_file) and says why an action was not in a cache: of two
// builds that should have had the same actions, the first that differs for a reason of its own, and the reason.
package execlog
