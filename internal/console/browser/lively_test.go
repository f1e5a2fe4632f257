package browser_test

import (
	"fmt"
	"testing"
)

// lively makes calls of every sort, so that each view has something to show. The emulator's clock goes on between them.
func lively(t testing.TB, e *emulator) {
	t.Helper()
	e.control(t, "PUT", "scenarios/flaky", "")
	e.control(t, "PUT", "scenarios/cookie-expires", "")
	later := func() { e.control(t, "PUT", "clock", `{"advance":"47s"}`) }
	for i := range 4 {
		e.call(t, "my-first-key", "network-839", 1+3*i, 3+3*i)
		later()
	}
	e.control(t, "PUT", "accounts/credits-9", `{"credits":9}`)
	e.call(t, "credits-9", "network-42", 1, 2)
	later()
	e.call(t, "credits-9", "network-42", 3, 5)
	later()
	e.control(t, "PUT", "accounts/credits-9/scenario?name=charged-error", "")
	for range 3 {
		e.call(t, "credits-9", "network-55", 1, 4)
		later()
	}
	e.control(t, "PUT", "accounts/credits-9", `{"credits":20}`)
	for i := range 5 {
		e.call(t, "my-first-key", fmt.Sprint("team-", i%3), i+1, i+1)
		later()
	}
	e.call(t, "my-first-key", "expired-cookie", 1, 1)
	e.call(t, "credits-9", "network-55", 1, 4)
	e.call(t, "credits-9", "scenario-growing-network-1", 1, 2)
	later()
	send(t, "POST", e.url+"/v1/network/connections", `{"login_token":"network-839","page":3,"total_results":25}`, "x-api-key", "my-first-key")
	send(t, "POST", e.url+"/v1/network/connections", `{"login_token":"network-839","start_page":5,"end_page":"x"}`, "x-api-key", "my-first-key")
	send(t, "POST", e.url+"/v1/auth/login", `{"email":"a@example.com","password":"secret","country":"FR"}`, "x-api-key", "my-first-key")
}
