package schemas_test

import (
	"testing"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

func TestDefaultCompiles(t *testing.T) {
	set, err := schemas.Default()
	if err != nil {
		t.Fatalf("got %v, want every schema compiled", err)
	}
	for _, body := range []string{`{"status":"error","message":"Rate limit exceeded"}`, `{"status":"error","message":"Oops"}`, `{`, `{"status":"error"`, `{"a" 1}`, `[1 2]`, `{"a":1,"a":2}`, `{} {}`, ``, "nul", "\"\xff\""} {
		t.Log(body, set.Check(schemas.Error, []byte(body)))
	}
	t.Log(set.Check(schemas.Request, []byte(`{"login_token":"  ","country":"XX","start_page":1.5,"total_results":1e400,"x":1e401}`)))
	t.Log(set.Check(schemas.Request, []byte(`{"login_token":"  ","country":"XX","start_page":1.5,"total_results":1e400}`)))
}
