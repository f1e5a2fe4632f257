// The first call, in four languages, to this server.
const body = { login_token: "my-cookie", country: "FR", start_page: 1, end_page: 2 };

export function snippets(origin) {
  const url = `${origin}/v1/network/connections`;
  const json = JSON.stringify(body);
  return [
    { name: "curl", text: `curl -X POST ${url} \\
  -H 'Content-Type: application/json' -H 'x-api-key: my-first-key' \\
  -d '${json}'` },
    { name: "Go", text: `package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

func main() {
	body := strings.NewReader(\`${json}\`)
	request, err := http.NewRequest("POST", "${url}", body)
	if err != nil {
		panic(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("x-api-key", "my-first-key")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	fmt.Println(response.Status, string(answer), err)
}` },
    { name: "Node", text: `const response = await fetch("${url}", {
  method: "POST",
  headers: { "Content-Type": "application/json", "x-api-key": "my-first-key" },
  body: JSON.stringify(${json}),
});
console.log(response.status, await response.json());` },
    { name: "Python", text: `import json, urllib.request

request = urllib.request.Request(
    "${url}",
    json.dumps(${json}).encode(),
    {"Content-Type": "application/json", "x-api-key": "my-first-key"},
)
with urllib.request.urlopen(request) as response:
    print(response.status, json.load(response))` },
  ];
}
