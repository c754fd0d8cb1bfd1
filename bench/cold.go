package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// first is what the first build of the product on a machine took: its cache of actions, which ./bazelw has on disk, is empty.
type first struct {
	cost
	// where is where the time went.
	where string
}

// first builds the product of the measured source on an empty Bazel cache, once a run. It lies beside Bazel's own outputs, where
// there are workers, as it does for a user.
func (b *bench) first() first {
	if made, ok := b.firsts[b.subject.name]; ok {
		return made
	}
	step("building everything on an empty Bazel cache")
	root := filepath.Join(b.state, "bench", "cold")
	removeAll(root)
	defer removeAll(root)
	profile := filepath.Join(b.scratch, "profile.json")
	memory := watchServer(root)
	took := b.build(root, append(onDisk(filepath.Join(root, "disk-cache"), ""), product, "--profile="+profile, "--slim_profile=false")...)
	took.memory = memory.stop()
	b.bazel(root, "shutdown")
	made := first{took, breakdown(profile)}
	step("where it went: %s", made.where)
	b.firsts[b.subject.name] = made
	return made
}

// onDisk is what ./bazelw says of a cache on disk, and a remote cache beside it, if there is an address of one.
func onDisk(folder, remote string) []string {
	return []string{"--disk_cache=" + folder, "--remote_download_outputs=all", "--remote_cache=" + remote}
}

// cold compares a build on an empty Bazel cache with the plain way, step by step. Both have everything that is fetched.
func (b *bench) cold() {
	ours := b.first()
	b.build("", product)
	memory := watchChildren(os.Getpid())
	plain, what := b.plain().all()
	peak := memory.stop()
	b.row("cold build, whole product / plain steps one after the other", ours.wall.Seconds()/plain.Seconds(), 1,
		fmt.Sprintf("%s / %s (%s); %s", seconds(ours.wall), seconds(plain), what, ours.where))
	b.row("peak memory of the cold build, all processes / plain steps", float64(ours.memory)/float64(peak), 0,
		fmt.Sprintf("%d MB / %d MB", ours.memory/1e6, peak/1e6))
}
