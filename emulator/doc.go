// Package emulator serves LinkupAPI's Get Connections endpoint (POST /v1/network/connections) over generated networks,
// with its exact contract, so that a client can be tested without the service, its credits or a LinkedIn cookie.
//
// In a test:
//
//	func TestSync(t *testing.T) {
//		t.Parallel()
//		emu := emulator.RunT(t)
//		emu.SetCredits("my-key", 5)
//		err := Sync(emu.URL, emu.Client(), "my-key", "network-42") // a network of 42 connections: 5 pages
//		...
//		if left := emu.Account("my-key").Credits; left != 0 { ... }
//	}
//
// RunT starts a server of the test's own on a free port and closes it with the test. Any API key is an account with
// 1,000 credits and any login_token a valid cookie, unless Config or a special value says otherwise: a login_token
// beginning "expired" is refused, "network-N" owns N connections, an x-api-key "credits-N" opens with N credits.
//
// Many tests share one emulator by Tenant, each with an API key of its own; Scenario and Play make the endpoint fail on
// demand; CheckSpent holds what a test costs. Transport serves without a socket, under any host, and with
// Config.NoListener in a testing/synctest bubble, where waiting takes no time. EgressGuard keeps a test from calling
// anybody else.
//
// In a program: New, Start, Close. Everything exported may be used from many goroutines.
package emulator
