"""A client of LinkupAPI's Get Connections: it logs in, renews the cookie, and is patient where patience helps."""

import http.client
import json
import time
import urllib.error
import urllib.request

VENDOR = "https://api.linkupapi.com/v1"
PAGE = 10  # connections
MOST_RETRIES = 6
TIMEOUT = 30  # seconds, for one request
FIRST_WAIT = 0.5  # seconds, doubled with each retry

# What an error's text means where it comes with HTTP 200, as the vendor's migration guide says of V1.
STATUS_OF = {
    "Missing API key": 401,
    "Invalid API key": 401,
    "Insufficient credits available": 402,
    "Invalid or expired LinkedIn cookie": 403,
    "Rate limit exceeded": 429,
    "Internal server error": 500,
}


class LinkupError(Exception):
    """An error that the service answered; status is 400, 401, 402, 403, 429 or 500, however it was sent."""

    def __init__(self, status, message, retry_after=None):
        super().__init__(f"{message} ({status})")
        self.status = status
        self.retry_after = retry_after  # seconds; None: not said

    @property
    def temporary(self):
        return self.status == 429 or self.status >= 500


class Garbled(Exception):
    """An answer that is not whole: no JSON, no answer at all, or fewer connections than it says there are."""

    retry_after = None
    temporary = True


class Client:
    """One member's way to the service. sleep(seconds) may be replaced, so that a test need not wait."""

    def __init__(self, key, email, password, country="FR", base=VENDOR, sleep=time.sleep):
        self.base = base
        self.key = key
        self.member = {"email": email, "password": password, "country": country}
        self.sleep = sleep
        self.cookie = None

    def connections(self, start, end):
        """The data of an answer for pages start to end.

        It logs in where it must, and once more on a refused cookie; a second refusal in a row is an error.
        """
        self.cookie = self.cookie or self._login()
        try:
            return self._pages(start, end)
        except LinkupError as error:
            if error.status != 403:
                raise
        self.cookie = self._login()
        return self._pages(start, end)

    def _pages(self, start, end):
        query = {"login_token": self.cookie, "country": self.member["country"], "start_page": start, "end_page": end}
        return self._patiently("/network/connections", query)["data"]

    def _login(self):
        answer = self._patiently("/auth/login", self.member)
        if "login_token" not in answer:
            raise RuntimeError(f"no cookie from the login: {answer.get('message')}")
        return answer["login_token"]

    def _patiently(self, path, body):
        """A retry after a lost answer may be paid for twice: the service cannot tell it from a new request."""
        for retries in range(MOST_RETRIES + 1):
            try:
                return self._post(path, body)
            except (LinkupError, Garbled) as error:
                if not error.temporary or retries == MOST_RETRIES:
                    raise
                wait = FIRST_WAIT * 2**retries if error.retry_after is None else error.retry_after
            self.sleep(wait)

    def _post(self, path, body):
        headers = {"Content-Type": "application/json", "x-api-key": self.key}
        request = urllib.request.Request(self.base + path, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            raise refusal(error.code, error.headers, body_of(error)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Garbled(f"POST {path}: {error}") from error
        if answer.get("status") != "success":
            raise refusal(200, response.headers, answer)
        if is_short(answer.get("data")):
            raise Garbled(f"POST {path}: fewer connections than there are")
        return answer


def body_of(error):
    """The JSON of a refusal; nothing where it is something else, such as a proxy's page."""
    try:
        answer = json.load(error)
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}


def refusal(code, headers, answer):
    """The error of an answer. The HTTP status says what it is or, where that is 200, the text does."""
    message = answer.get("message", f"HTTP {code}")
    status = STATUS_OF.get(message, 400) if code == 200 else code
    seconds = headers.get("Retry-After", "")
    return LinkupError(status, message, int(seconds) if seconds.isdigit() else None)


def is_short(data):
    """Whether an answer has fewer connections than its own numbers promise."""
    if data is None:  # a login's answer has none
        return False
    start, end = data["pagination"]["start_page"], data["pagination"]["end_page"]
    left = data["total_available_results"] - PAGE * (start - 1)
    return len(data["connections"]) < min(left, PAGE * (end - start + 1))
