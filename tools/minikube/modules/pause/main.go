// Pause is the first process of every pod: it keeps the pod's namespaces alive until it is told
// to end, and collects the exit status of orphans, since it is their init process.
package main

import (
	"os"
	"os/signal"
	"syscall"
)

// collect takes the exit status of every child that has ended, without waiting for others.
func collect() {
	for {
		child, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if child <= 0 || err != nil {
			return
		}
	}
}

func main() {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGCHLD)
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	for {
		select {
		case <-stop:
			return
		case <-ended:
			collect()
		}
	}
}
