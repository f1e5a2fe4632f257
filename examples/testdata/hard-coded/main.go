// The same as fetch.mjs by net/http.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	base := "https://api.linkupapi.com/v1"
	if len(os.Args) > 1 {
		base = os.Args[1]
	}
	people := 0
	for page, all := 1, 1; people < all; page++ {
		body := fmt.Sprintf(`{"login_token":"network-35","start_page":%d,"end_page":%d}`, page, page)
		request, err := http.NewRequest(http.MethodPost, base+"/network/connections", strings.NewReader(body))
		if err != nil {
			log.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("x-api-key", "hard-coded")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			log.Fatal(err)
		}
		if response.StatusCode != http.StatusOK {
			log.Fatal(response.Status)
		}
		var answer struct {
			Data struct {
				All         int   `json:"total_available_results"`
				Connections []any `json:"connections"`
			} `json:"data"`
		}
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			log.Fatal(err)
		}
		response.Body.Close()
		people, all = people+len(answer.Data.Connections), answer.Data.All
	}
	fmt.Printf("%d connections\n", people)
}
