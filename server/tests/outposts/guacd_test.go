package outposts

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// heardFile is the variable that makes this program take the place of guacd, and names the file for what it hears. No suite of Debian that
// the package set may use has guacd; its protocol is what the outpost and the browser speak, to whoever is there.
const heardFile = "AKBUILD_TEST_GUACD_HEARD"

// guacdAddress is where the outpost asks guacd.
const guacdAddress = "0.0.0.0:4822"

func TestMain(m *testing.M) {
	if file := os.Getenv(heardFile); file != "" {
		log.Fatal(guacd(file))
	}
	os.Exit(m.Run())
}

// guacd takes connections, as guacd does that was started with the outpost's arguments, and draws a blue screen for each. It ends with the
// outpost, which leaves it running when it is told to end: in upstream's image it ends with the container.
func guacd(file string) error {
	go func(outpost int) {
		for os.Getppid() == outpost {
			time.Sleep(100 * time.Millisecond)
		}
		os.Exit(0)
	}(os.Getppid())
	heard, err := os.Create(file)
	if err != nil {
		return err
	}
	fmt.Fprintf(heard, "started with %q\n", os.Args[1:])
	listener, err := net.Listen("tcp", guacdAddress)
	if err != nil {
		return err
	}
	var lock sync.Mutex
	for {
		connection, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer connection.Close()
			for reader := bufio.NewReader(connection); ; {
				words, err := instruction(reader)
				if err != nil {
					return
				}
				lock.Lock()
				fmt.Fprintln(heard, strings.Join(words, " "))
				lock.Unlock()
				if _, err := io.WriteString(connection, answer(words)); err != nil {
					return
				}
			}
		}()
	}
}

// answer is what guacd says to an instruction.
func answer(words []string) string {
	switch words[0] {
	case "select":
		return written("args", "hostname", "username")
	case "connect":
		return written("ready", "$a-connection") + written("size", "0", "400", "300") + written("rect", "0", "0", "0", "400", "300") +
			written("cfill", "14", "0", "0", "0", "200", "255") + written("sync", "1")
	case "sync":
		// Who says nothing for ten seconds is taken for dead.
		return written("sync", "2")
	}
	return ""
}

// written is an instruction as it is sent: each word after its length.
func written(words ...string) string {
	var parts []string
	for _, word := range words {
		parts = append(parts, fmt.Sprintf("%d.%s", len(word), word))
	}
	return strings.Join(parts, ",") + ";"
}

// instruction reads an instruction.
func instruction(r *bufio.Reader) (words []string, err error) {
	for {
		length, err := r.ReadString('.')
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(strings.TrimSuffix(length, "."))
		if err != nil {
			return nil, err
		}
		word := make([]byte, n)
		if _, err := io.ReadFull(r, word); err != nil {
			return nil, err
		}
		words = append(words, string(word))
		end, err := r.ReadByte()
		if err != nil || end == ';' {
			return words, err
		}
	}
}
