package contract_test

import (
	"fmt"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

func BenchmarkParse(b *testing.B) {
	large := `{"login_token":"c"`
	for i := range 1000 {
		large += fmt.Sprintf(`,"x%d":[1,{"y":"z"}]`, i)
	}
	for _, bm := range []struct{ name, body string }{
		{"pages", `{"login_token":"my-cookie","country":"FR","start_page":1,"end_page":2}`},
		{"results", `{"login_token":"my-cookie"}`},
		{"faults", `{"login_token":" ","country":"XX","start_page":"1","end_page":0}`},
		{"broken", `{"login_token":"my-cookie","country":"FR"`},
		{"large", large + "}"},
	} {
		b.Run(bm.name, func(b *testing.B) {
			body := []byte(bm.body)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				contract.Parse(body, false)
			}
		})
	}
}

func BenchmarkPlan(b *testing.B) {
	q := contract.Query{Mode: contract.ModePagination, StartPage: 3000, EndPage: 3000}
	b.ReportAllocs()
	for b.Loop() {
		q.Plan(30_000, contract.ChargeDelivered)
	}
}
