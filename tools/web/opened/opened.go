// Package opened says which files below a folder programs open, whatever language they are written in: the kernel tells it (inotify).
package opened

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"unsafe"
)

// Watch is what is opened below a folder since it was begun.
type Watch struct {
	root string
	// queue is what the kernel tells of.
	queue *os.File
	// folders are those of the tree, by the number that the kernel has for each.
	folders map[int32]string
	done    chan error
	files   map[string]bool
}

// Begin watches all folders that are there. Files of folders that are made later are not seen.
func Begin(root string) (*Watch, error) {
	fd, err := syscall.InotifyInit1(syscall.IN_CLOEXEC | syscall.IN_NONBLOCK)
	if err != nil {
		return nil, fmt.Errorf("watching which files below %s are opened: %w", root, err)
	}
	w := &Watch{root: root, queue: os.NewFile(uintptr(fd), "inotify"), folders: map[int32]string{}, done: make(chan error, 1), files: map[string]bool{}}
	err = filepath.WalkDir(root, func(folder string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		number, err := syscall.InotifyAddWatch(fd, folder, syscall.IN_OPEN|syscall.IN_ONLYDIR)
		if err != nil {
			return fmt.Errorf("watching which files below %s are opened: %w; the kernel allows fs.inotify.max_user_watches folders", root, err)
		}
		rel, err := filepath.Rel(root, folder)
		w.folders[int32(number)] = rel
		return err
	})
	if err != nil {
		w.queue.Close()
		return nil, err
	}
	go func() { w.done <- w.read() }()
	return w, nil
}

// End ends it, and returns the files that were opened: paths below the folder, with slashes.
func (w *Watch) End() (map[string]bool, error) {
	// What was opened before is read before this.
	last, err := os.CreateTemp(w.root, "the-end-")
	if err != nil {
		w.queue.Close()
		return nil, fmt.Errorf("ending what watches %s: %w", w.root, err)
	}
	name := filepath.Base(last.Name())
	last.Close()
	err = <-w.done
	os.Remove(last.Name())
	w.queue.Close()
	delete(w.files, name)
	return w.files, err
}

// read reads what the kernel tells until the file of End was opened.
func (w *Watch) read() error {
	buffer := make([]byte, 1<<16)
	for {
		n, err := w.queue.Read(buffer)
		if err != nil {
			return fmt.Errorf("reading which files below %s are opened: %w", w.root, err)
		}
		for rest := buffer[:n]; len(rest) >= syscall.SizeofInotifyEvent; {
			event := (*syscall.InotifyEvent)(unsafe.Pointer(&rest[0]))
			name := string(bytes.TrimRight(rest[syscall.SizeofInotifyEvent:syscall.SizeofInotifyEvent+event.Len], "\x00"))
			rest = rest[syscall.SizeofInotifyEvent+event.Len:]
			switch {
			case event.Mask&syscall.IN_Q_OVERFLOW != 0:
				return errors.New("reading which files below " + w.root + " are opened: the kernel had more to tell than it keeps (fs.inotify.max_queued_events)")
			case event.Mask&syscall.IN_ISDIR != 0 || name == "":
				continue
			}
			folder := w.folders[event.Wd]
			w.files[filepath.ToSlash(filepath.Join(folder, name))] = true
			if matched, _ := filepath.Match("the-end-*", name); matched && folder == "." {
				return nil
			}
		}
	}
}
