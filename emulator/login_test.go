package emulator_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

const (
	loginPath  = "/v1/auth/login"
	verifyPath = "/v1/auth/verify"
	checkPath  = "/v1/check"
)

// post sends a body to a route of the vendor's.
func post(t testing.TB, f *emulator.Fixture, path, key, body string) answer {
	t.Helper()
	return send(t, f, "POST", path, body, "x-api-key", key, "Content-Type", "application/json")
}

func login(t testing.TB, f *emulator.Fixture, key, email string) answer {
	t.Helper()
	return post(t, f, loginPath, key, fmt.Sprintf(`{"email":%q,"password":"correct horse","country":"FR"}`, email))
}

// loggedIn is the cookie that a login has handed out.
func loggedIn(t testing.TB, a answer) string {
	t.Helper()
	keeps(t, schemas.LoggedIn, a)
	var body struct {
		LoginToken string `json:"login_token"`
	}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil || a.status != 200 || body.LoginToken == "" {
		t.Fatalf("got %d %s, want a cookie", a.status, a.body)
	}
	return body.LoginToken
}
