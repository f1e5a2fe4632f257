package schemas_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/linkup-emulator/linkup-emulator/schemas"
)

// page is a body of n connections that keeps the schema success.
func page(n int) []byte {
	connections := make([]string, n)
	for i := range connections {
		connections[i] = fmt.Sprintf(`{"name":"Linda Källqvist","job_title":"Planhat - VP Customer Success",`+
			`"profile_url":"https://www.linkedin.com/in/lindakallqvist-%d/","profile_picture":"https://media.licdn.com/`+
			`dms/image/v2/D4E03AQFxk3Q2bZtq%d/profile-displayphoto-shrink_100_100/0/1692692323766?e=1753920000&v=beta&`+
			`t=HQ7CjvtZvsf7oq-tCtgJ82p5Px_oVf0HZlQtQLLjdMA"}`, i, i)
	}
	return fmt.Appendf(nil, `{"status":"success","data":{"total_results":%d,"total_available_results":839,`+
		`"connections":[%s],"pagination":{"start_page":1,"end_page":1,"results_per_page":10,"pages_fetched":1}}}`,
		n, strings.Join(connections, ","))
}

func BenchmarkCheckPage(b *testing.B) {
	set, err := schemas.Default()
	if err != nil {
		b.Fatal(err)
	}
	body := page(10)
	checks := []struct {
		name  string
		check func(schemas.Name, []byte) error
	}{{"compiled", set.Check}, {"v5", set.CheckSlow}}
	for _, c := range checks {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if err := c.check(schemas.Success, body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
