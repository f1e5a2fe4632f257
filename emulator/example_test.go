package emulator_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator"
)

// getConnections asks for connections, and says what came: the status, and of an error its body.
func getConnections(client *http.Client, url, key, query string) string {
	request, err := http.NewRequest("POST", url+"/v1/network/connections", strings.NewReader(query))
	if err != nil {
		return err.Error()
	}
	request.Header.Set("Content-Type", "application/json")
	if key != "" {
		request.Header.Set("x-api-key", key)
	}
	response, err := client.Do(request)
	if errors.Is(err, syscall.ECONNRESET) {
		return "connection reset"
	}
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return fmt.Sprintf("%s, %d of %d bytes: %v", response.Status, len(body), response.ContentLength, err)
	case strings.Contains(string(body), `"error"`):
		return response.Status + " " + string(body)
	}
	return response.Status
}

// A program starts an emulator, and closes it.
func ExampleNew() {
	emu, err := emulator.New(emulator.Config{Listen: "127.0.0.1:0", Credits: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := emu.Start(); err != nil {
		fmt.Println(err)
		return
	}
	defer emu.Close()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for range 2 {
		fmt.Println(getConnections(client, emu.URL, "my-key", `{"login_token":"network-42","start_page":1,"end_page":2}`))
	}
	// Output:
	// 200 OK
	// 402 Payment Required {"status":"error","message":"Insufficient credits available"}
}

// A client whose base URL is hard-coded is given the emulator as its transport. No socket is opened.
func ExampleEmulator_Transport() {
	emu, err := emulator.New(emulator.Config{NoListener: true})
	if err == nil {
		err = emu.Start()
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	defer emu.Close()
	client := &http.Client{Transport: emu.Transport()}
	fmt.Println(getConnections(client, "https://api.linkupapi.com", "my-key", `{"login_token":"my-cookie"}`))
	fmt.Println(getConnections(client, "https://api.linkupapi.com", "my-key", `{"login_token":"expired-1"}`))
	// Output:
	// 200 OK
	// 403 Forbidden {"status":"error","message":"Invalid or expired LinkedIn cookie"}
}

// Two tests share an emulator. Each is a tenant, with a key of its own that its client sends.
func ExampleEmulator_Tenant() {
	// In a test, t is the test's own.
	t := &fakeTB{}
	t.run(func() {
		shared := emulator.RunT(t, emulator.Config{NoListener: true})
		one, two := shared.Tenant(t), shared.Tenant(t)
		one.Scenario("no-credits")
		for _, tenant := range []*emulator.Tenant{one, two} {
			fmt.Println(getConnections(tenant.Client(), tenant.URL, "", `{"login_token":"network-42"}`))
		}
		one.CheckSpent(0)
		two.CheckSpent(1)
	})
	fmt.Println(len(t.errors), "failures")
	// Output:
	// 402 Payment Required {"status":"error","message":"Insufficient credits available"}
	// 200 OK
	// 0 failures
}

// A client under test can call the real service by its name, and nobody is called.
func ExampleFixture_EgressGuard() {
	// In a test, t is the test's own.
	t := &fakeTB{}
	t.run(func() {
		emu := emulator.RunT(t, emulator.Config{NoListener: true})
		client := &http.Client{Transport: emu.EgressGuard()}
		fmt.Println(getConnections(client, "https://api.linkupapi.com", "my-key", `{"login_token":"my-cookie"}`))
		getConnections(client, "https://api.example.com", "my-key", `{"login_token":"my-cookie"}`)
	})
	fmt.Println("the test fails:", t.errors[0])
	// Output:
	// 200 OK
	// the test fails: emulator: egress guard: got a request (POST) for the host "api.example.com", want api.linkupapi.com or the emulator's own, linkup-emulator.invalid
}

// A shipped scenario speaks for every key.
func ExampleFixture_Scenario() {
	// In a test, t is the test's own.
	t := &fakeTB{}
	t.run(func() {
		emu := emulator.RunT(t)
		emu.Scenario("cookie-expires")
		for range 3 {
			fmt.Println(getConnections(emu.Client(), emu.URL, "my-key", `{"login_token":"my-cookie"}`))
		}
	})
	// Output:
	// 200 OK
	// 200 OK
	// 403 Forbidden {"status":"error","message":"Invalid or expired LinkedIn cookie"}
}

// A scenario made in Go: the first answer breaks off, the second never comes, and the third is as ever.
func ExampleFixture_Play() {
	// In a test, t is the test's own.
	t := &fakeTB{}
	t.run(func() {
		emu := emulator.RunT(t)
		half := 0.5
		emu.Play(&emulator.Scenario{Name: "bad-line", Steps: []emulator.Step{{Truncate: &half}, {Reset: true}}})
		for range 3 {
			fmt.Println(getConnections(emu.Client(), emu.URL, "my-key", `{"login_token":"network-1"}`))
		}
	})
	// Output:
	// 200 OK, 264 of 529 bytes: unexpected EOF
	// connection reset
	// 200 OK
}

// The rate window passes at once where the clock is advanced.
func ExampleFixture_Advance() {
	// In a test, t is the test's own.
	t := &fakeTB{}
	t.run(func() {
		emu := emulator.RunT(t, emulator.Config{RateLimit: "1/m"})
		emu.Freeze()
		ask := func() string { return getConnections(emu.Client(), emu.URL, "my-key", `{"login_token":"my-cookie"}`) }
		fmt.Println(ask())
		fmt.Println(ask())
		emu.Advance(time.Minute)
		fmt.Println(ask())
	})
	// Output:
	// 200 OK
	// 429 Too Many Requests {"status":"error","message":"Rate limit exceeded"}
	// 200 OK
}

// What a test may cost is checked; a failure says which calls have cost.
func ExampleFixture_CheckSpent() {
	// In a test, t is the test's own.
	t := &fakeTB{}
	t.run(func() {
		emu := emulator.RunT(t)
		getConnections(emu.Client(), emu.URL, "my-key", `{"login_token":"network-42","start_page":1,"end_page":5}`)
		emu.CheckSpent("my-key", 5)
		emu.CheckSpent("my-key", 4)
	})
	says, _, _ := strings.Cut(t.errors[0], " by request")
	fmt.Println(len(t.errors), "failure:", says)
	// Output:
	// 1 failure: emulator: key:5e7886 has spent 5 credits, want 4
	//   charge of 5
}

// What a client is to find in a network is known beforehand.
func ExampleNetworkOf() {
	network := emulator.NetworkOf("network-42")
	fmt.Println(network.Size(), network.Connection(41) == emulator.NetworkOf("network-42").Connection(41))
	// Output:
	// 42 true
}
