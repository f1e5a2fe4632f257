// Command go fetches the network of a member into a file: go run . FILE. Exit status: 0 complete, 3 out of credits (run
// it again), 1 anything else.
package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/linkup-emulator/linkup-emulator/examples/go/linkup"
)

const outOfCredits = 3

func main() {
	file := "network.json"
	if len(os.Args) > 1 {
		file = os.Args[1]
	}
	client := &linkup.Client{
		Base:     cmp.Or(os.Getenv("LINKUP_API_BASE"), linkup.Vendor),
		Key:      os.Getenv("LINKUP_API_KEY"),
		Email:    os.Getenv("LINKUP_EMAIL"),
		Password: os.Getenv("LINKUP_PASSWORD"),
		HTTP:     &http.Client{Timeout: 30 * time.Second},
	}
	os.Exit(run(client, file))
}

func run(client *linkup.Client, file string) int {
	saved, err := linkup.Sync(context.Background(), client, file, 5)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 1
	case !saved.Complete:
		fmt.Printf("%d connections in %s; no credits for page %d: run it again with more\n", len(saved.Connections), file, saved.NextPage)
		return outOfCredits
	}
	fmt.Printf("%d connections in %s\n", len(saved.Connections), file)
	return 0
}
