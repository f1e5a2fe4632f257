"""The same as fetch.mjs by urllib."""

import json
import sys
import urllib.request

BASE = sys.argv[1] if len(sys.argv) > 1 else "https://api.linkupapi.com/v1"

people, everybody, page = [], 1, 0
while len(people) < everybody:
    page += 1
    body = json.dumps({"login_token": "network-35", "start_page": page, "end_page": page}).encode()
    headers = {"Content-Type": "application/json", "x-api-key": "hard-coded"}
    with urllib.request.urlopen(urllib.request.Request(f"{BASE}/network/connections", body, headers)) as response:
        data = json.load(response)["data"]
    people += data["connections"]
    everybody = data["total_available_results"]
print(f"{len(people)} connections")
