// Package golden runs a command over folders of cases.
//
// A case is a folder with
//
//	args       the command lines, one a line; they are run in turn until one fails
//	in.txtar   the files of the folder $IN (optional)
//	stdout     what is expected on standard output (optional: nothing)
//	stderr     what is expected on standard error (optional: nothing)
//	exit       the expected status (optional: 0)
//	out.txtar  the expected files of the folder $OUT (optional)
//	out.sha256 their sums, where the files are not ours to copy (optional)
//	after.txtar what $IN holds afterwards, where the command changes it (optional)
//
// In args, stdout and stderr the names $IN and $OUT stand for the two folders, and other names for what Case.Vars gives; $IN does in the
// files of $OUT too.
// After a failure nothing but $IN may be there, unchanged. `go test -update` writes the expectations anew.
package golden
