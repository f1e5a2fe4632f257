"""The job: fetch a whole network, page range by page range, and be able to stop anywhere and go on later.

python3 sync.py FILE fetches the network of a member into FILE. Exit status: 0 complete, 3 out of credits (run it again).
"""

import json
import os
import sys
from pathlib import Path

import linkup


def sync(client, file, pages_per_call=5):
    """Fetch what is missing and save after each range, so that a run that breaks off loses nothing it has paid for.

    Returns what is saved; "complete" is false where the credits were used up.
    """
    saved = load(file)
    while not saved["complete"]:
        start, end = saved["next_page"], saved["next_page"] + pages_per_call - 1
        try:
            data = client.connections(start, end)
        except linkup.LinkupError as error:
            if error.status == 402:
                return saved  # the next run goes on from next_page
            raise
        add(saved["connections"], data["connections"])
        saved["next_page"] = end + 1
        saved["complete"] = end * linkup.PAGE >= data["total_available_results"]
        save(file, saved)
    return saved


def add(people, more):
    """Keep one of each: whoever is new comes to the front of the network, and pushes others to a later page."""
    known = {person["profile_url"] for person in people}
    people.extend(person for person in more if person["profile_url"] not in known)


def load(file):
    if file.exists():
        return json.loads(file.read_text("utf-8"))
    return {"next_page": 1, "complete": False, "connections": []}


def save(file, saved):
    new = file.with_name(file.name + ".new")
    new.write_text(json.dumps(saved, indent=1, ensure_ascii=False), "utf-8")
    new.replace(file)  # so that the file is whole at any time


def main(environment, file):
    client = linkup.Client(
        base=environment.get("LINKUP_API_BASE") or linkup.VENDOR,
        key=environment["LINKUP_API_KEY"],
        email=environment["LINKUP_EMAIL"],
        password=environment["LINKUP_PASSWORD"],
    )
    saved = sync(client, file)
    fetched = f"{len(saved['connections'])} connections in {file}"
    if saved["complete"]:
        print(fetched)
        return 0
    print(f"{fetched}; no credits for page {saved['next_page']}: run it again with more")
    return 3


if __name__ == "__main__":
    sys.exit(main(os.environ, Path(sys.argv[1] if len(sys.argv) > 1 else "network.json")))
