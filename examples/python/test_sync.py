"""The job against linkup-emulator.

A key that begins scenario-NAME plays the scenario of that name to itself alone, so the tests share one server and need
no set-up.
"""

import json
import os
import tempfile
import time
import unittest
import urllib.parse
import urllib.request
from pathlib import Path

import linkup
from emulator import Emulator
from sync import sync

MEMBER = "hedy@example.com"  # whose network has PEOPLE connections, on 11 pages
PEOPLE = 109
RUN = f"{os.getpid()}-{time.time_ns()}"  # makes every key new, on a server that has been used

# what happens, key, the waits it takes in seconds, the credits that it costs
TROUBLES = [
    ("nothing", "plain", [], 11),
    ("each third request fails", "scenario-flaky", [0.5], 11),
    ("the cookie dies", "scenario-cookie-expires", [], 11),
    ("too many requests", "scenario-rate-limited", [1, 1, 1], 11),
    ("no answer, and no charge", "scenario-connection-reset", [0.5], 11),
    ("an answer that is lost is paid for twice", "scenario-lost-answer", [0.5], 14),
    ("an answer breaks off", "scenario-truncated", [0.5], 14),
    ("an answer is not JSON", "scenario-malformed", [0.5], 14),
    ("an answer is empty, though there is more", "scenario-empty-page", [0.5], 11),
]


class Job:
    """A client whose waits are noted, not waited for, and its file."""

    def __init__(self, case, key, file=None, email=MEMBER):
        self.waits = []
        self.file = case.folder / (file or key)
        self.client = linkup.Client(case.named(key), email, "any", base=case.emulator.base, sleep=self.waits.append)

    def sync(self):
        return sync(self.client, self.file, pages_per_call=3)


class Contract:
    """What the job does, whichever way the service sends its errors."""

    error_status = None

    @classmethod
    def setUpClass(cls):
        cls.emulator = Emulator(cls.error_status)
        cls.addClassCleanup(cls.emulator.stop)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    def named(self, key):
        return f"{key}-{self.error_status}-{RUN}"

    def control(self, key, rest="", body=None):
        """Ask or change the emulator's account of a key."""
        url = urllib.parse.urljoin(self.emulator.base, f"/_emulator/accounts/{self.named(key)}{rest}")
        request = urllib.request.Request(url, method="PUT" if body else "GET")
        if body:
            request.data, request.headers = json.dumps(body).encode(), {"Content-type": "application/json"}
        with urllib.request.urlopen(request) as response:
            return json.load(response)

    def test_fetches_everybody_once(self):
        for name, key, waits, cost in TROUBLES:
            with self.subTest(name):
                job = Job(self, key)
                saved = job.sync()
                self.assertTrue(saved["complete"])
                self.assertEqual(len(saved["connections"]), PEOPLE)
                self.assertEqual(len({c["profile_url"] for c in saved["connections"]}), PEOPLE)
                self.assertEqual(job.waits, waits)
                self.assertEqual(self.control(key)["spent"], cost)
                self.assertEqual(json.loads(job.file.read_text("utf-8")), saved)

    def test_stops_without_credits_and_goes_on_where_it_was(self):
        poor = Job(self, "credits-7", "resumed").sync()  # two ranges of three pages, and one credit over
        self.assertEqual((poor["complete"], poor["next_page"], len(poor["connections"])), (False, 7, 60))
        rich = Job(self, "credits-5", "resumed").sync()
        self.assertEqual((rich["complete"], len(rich["connections"])), (True, PEOPLE))
        self.assertEqual(self.control("credits-7")["credits"], 1)
        self.assertEqual(self.control("credits-5")["credits"], 0)

    def test_stops_at_once_without_any_credits(self):
        self.assertEqual(Job(self, "scenario-no-credits").sync(), {"next_page": 1, "complete": False, "connections": []})

    def test_errors_on_http_200_are_told_by_their_text(self):
        job = Job(self, "scenario-ok-errors")  # which refuses each new cookie once
        self.assertEqual(self.fails(job).status, 403)

    def test_gives_up_on_a_cookie_that_a_login_does_not_mend(self):
        self.assertEqual(self.fails(Job(self, "scenario-bad-cookie")).status, 403)

    def test_gives_up_on_a_service_that_stays_down(self):
        self.control("down", "/scenario", {"name": "down", "steps": [{"error": "internal_error", "forever": True}]})
        job = Job(self, "down")
        self.assertEqual(self.fails(job).status, 500)
        self.assertEqual(job.waits, [0.5, 1, 2, 4, 8, 16])

    def test_a_login_that_is_refused_is_not_retried(self):
        job = Job(self, "login", email="wrong-password@example.com")
        self.assertIn("Invalid email or password", str(self.fails(job)))
        self.assertEqual(job.waits, [])

    def test_a_login_that_wants_a_code_says_so(self):
        with self.assertRaisesRegex(RuntimeError, "Check your email"):
            Job(self, "code", email="verify@example.com").sync()

    def fails(self, job):
        with self.assertRaises(linkup.LinkupError) as caught:
            job.sync()
        return caught.exception


if "LINKUP_API_BASE" in os.environ:  # an emulator that sends errors in the way that it was told to

    class Given(Contract, unittest.TestCase):
        error_status = "given"

else:

    class ErrorsWithTheirStatus(Contract, unittest.TestCase):
        error_status = "http"

    class ErrorsOnHTTP200(Contract, unittest.TestCase):
        error_status = "ok"


if __name__ == "__main__":
    unittest.main()
