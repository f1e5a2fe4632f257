"""The same as fetch.mjs by http.client, over one connection."""

import http.client
import json
import sys
import urllib.parse

BASE = urllib.parse.urlsplit(sys.argv[1] if len(sys.argv) > 1 else "https://api.linkupapi.com/v1")

kind = http.client.HTTPSConnection if BASE.scheme == "https" else http.client.HTTPConnection
connection = kind(BASE.netloc, timeout=30)
people, everybody, page = [], 1, 0
while len(people) < everybody:
    page += 1
    body = json.dumps({"login_token": "network-35", "start_page": page, "end_page": page})
    connection.request("POST", f"{BASE.path}/network/connections", body, {"Content-Type": "application/json", "x-api-key": "hard-coded"})
    data = json.load(connection.getresponse())["data"]
    people += data["connections"]
    everybody = data["total_available_results"]
    if page == 2:
        connection.close()  # and it connects anew
print(f"{len(people)} connections")
