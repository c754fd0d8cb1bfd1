package rac

import (
	"bytes"
	"context"
	"fmt"

	"github.com/gorilla/websocket"
	"github.com/wwt/guac"
)

// internalOpcode starts what a browser tells the tunnel rather than guacd.
var internalOpcode = []byte("0.,")

// join copies both ways until one end leaves or ctx ends.
func join(ctx context.Context, browser *websocket.Conn, tunnel guac.Tunnel) error {
	ended := make(chan error, 2)
	go func() { ended <- toGuacd(browser, tunnel) }()
	go func() { ended <- toBrowser(tunnel, browser) }()
	// Closing both ends also ends the direction that is still open.
	closeBoth := func() {
		_ = browser.Close()
		_ = tunnel.Close()
	}
	stop := context.AfterFunc(ctx, closeBoth)
	defer stop()
	err := <-ended
	closeBoth()
	<-ended
	return err
}

func toGuacd(browser *websocket.Conn, tunnel guac.Tunnel) error {
	writer := tunnel.AcquireWriter()
	defer tunnel.ReleaseWriter()
	for {
		_, data, err := browser.ReadMessage()
		if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading from the browser: %w", err)
		}
		if bytes.HasPrefix(data, internalOpcode) {
			continue
		}
		if _, err := writer.Write(data); err != nil {
			return fmt.Errorf("writing to guacd: %w", err)
		}
	}
}

func toBrowser(tunnel guac.Tunnel, browser *websocket.Conn) error {
	reader := tunnel.AcquireReader()
	defer tunnel.ReleaseReader()
	var pending bytes.Buffer
	for {
		instruction, err := reader.ReadSome()
		if err != nil {
			return fmt.Errorf("reading from guacd: %w", err)
		}
		// The reader's memory is its own: what is kept must be copied.
		pending.Write(instruction)
		if reader.Available() && pending.Len() < guac.MaxGuacMessage {
			continue
		}
		if err := browser.WriteMessage(websocket.TextMessage, pending.Bytes()); err != nil {
			return fmt.Errorf("writing to the browser: %w", err)
		}
		pending.Reset()
	}
}
