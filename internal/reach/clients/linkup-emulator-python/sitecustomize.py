"""Makes a Python program that uses http.client take the way of HTTPS_PROXY, as it is: http.client knows no proxy.

urllib.request, requests and httpx do, and are left alone. linkup-emulator run and env load this by PYTHONPATH.
"""

import importlib.machinery
import importlib.util
import os
import sys

VENDOR = "api.linkupapi.com"

HERE = os.path.dirname(os.path.abspath(__file__))
ELSEWHERE = [path for path in sys.path if os.path.abspath(path or ".") != HERE]


class _Finder:
    """Patches http.client once a program imports it, so that others need not wait for it."""

    def find_spec(self, name, path=None, target=None):
        if name != "http.client":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def patched(module):
            load(module)
            _patch(module)

        spec.loader.exec_module = patched
        return spec


def _patch(client):
    direct = client.HTTPConnection.connect

    def connect(self):
        proxy = None if self._tunnel_host else _proxy_of(client, self)
        if proxy is None:
            return direct(self)
        create = self._create_connection
        self._create_connection = lambda target, *rest: _tunnel(client, create, proxy, target, *rest)
        try:
            return direct(self)
        finally:
            self._create_connection = create

    client.HTTPConnection.connect = connect


def _proxy_of(client, connection):
    """The address of the proxy for a connection, or None: as urllib takes HTTPS_PROXY, HTTP_PROXY and NO_PROXY."""
    import urllib.parse
    import urllib.request

    scheme = "https" if isinstance(connection, client.HTTPSConnection) else "http"
    proxy = urllib.request.getproxies_environment().get(scheme)
    if not proxy or urllib.request.proxy_bypass_environment(f"{connection.host}:{connection.port}"):
        return None
    url = urllib.parse.urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return url.hostname, url.port or 80


def _tunnel(client, create, proxy, target, *rest):
    """A connection to target by way of proxy."""
    host, port = target
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    connection = create(proxy, *rest)
    try:
        connection.sendall(f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n".encode("ascii"))
        response = client.HTTPResponse(connection, method="CONNECT")
        response.begin()
        if response.status != 200:
            raise OSError(f"Tunnel connection failed: {response.status} {response.reason}")
        response.fp.close()
    except BaseException:
        connection.close()
        raise
    return connection


def _close_others(event, given):
    """What takes another way to the vendor gets no address: a test is to reach no real service by mistake."""
    if event not in ("socket.getaddrinfo", "socket.gethostbyname") or not given:
        return
    host = given[0].decode("ascii", "replace") if isinstance(given[0], bytes) else given[0]
    if isinstance(host, str) and host.lower().rstrip(".") == VENDOR:
        raise OSError(
            f"linkup-emulator lets no direct connection to {VENDOR} out: "
            "this client takes no notice of HTTPS_PROXY; use LINKUP_API_BASE"
        )


if any(os.environ.get(name) for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")):
    sys.meta_path.insert(0, _Finder())
    sys.addaudithook(_close_others)

# The one that this one hides, if there is any.
_hidden = importlib.machinery.PathFinder.find_spec("sitecustomize", ELSEWHERE)
if _hidden is not None and _hidden.loader is not None:
    _module = importlib.util.module_from_spec(_hidden)
    _hidden.loader.exec_module(_module)
