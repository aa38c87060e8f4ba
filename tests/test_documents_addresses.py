"""Which addresses are fetched: public ones, however they are spelt and wherever a page redirects to."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from outlets import Outlets, Reply, outlets, page

from onrecord.documents import read_inputs, wire
from onrecord.documents.addresses import not_public
from onrecord.documents.fetch import fetch
from onrecord.errors import FetchError, LimitError
from onrecord.record import Document

FORBIDDEN = (
    # loopback
    "127.0.0.1", "127.1", "127.0.1", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "2130706433",
    "127.255.255.254", "①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1", "localhost", "LOCALHOST", "[::1]",
    "[0:0:0:0:0:0:0:1]", "[0000::0001]",
    # private, link-local, shared
    "10.0.0.1", "10.255.255.255", "0xa000001", "012.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1",
    "3232235521", "169.254.169.254", "0xa9fea9fe", "2852039166", "100.64.0.1", "100.127.255.255", "[fc00::1]",
    "[fd12:3456:789a::1]", "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]",
    # unspecified, multicast, reserved, for documentation, for benchmarks
    "00.0.0.0", "0", "0.1.2.3", "[::]", "224.0.0.1", "239.255.255.255", "[ff02::1]", "240.0.0.1", "255.255.255.255",
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "[100::1]", "[2001:db8::1]",
    "[3fff::1]", "[5f00::1]", "[4000::1]",
    # an IPv4 address within: compatible, mapped, translated, NAT64, Teredo, 6to4
    "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:10.0.0.1]", "[::ffff:93.184.215.14]",
    "[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::1]", "[2001::1]",
    "[2002:7f00:1::1]", "[2002:a00:1::]",
)  # fmt: skip
PUBLIC = (
    "1.1.1.1", "9.255.255.255", "11.0.0.1", "93.184.215.14", "100.63.255.255", "100.128.0.1", "126.255.255.255",
    "128.0.0.1", "169.253.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.0.1", "198.17.0.1", "198.20.0.1",
    "223.255.255.255", "2001:4860:4860::8888", "2003::1", "2400:cb00::1", "2606:4700::1111", "2a00:1450::1",
)  # fmt: skip
OUTSIDE = "93.184.215.14"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    with outlets(monkeypatch) as found:
        yield found


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are connected to; a public one leads to the server of the test."""
    seen: list[str] = []
    real = socket.create_connection

    def connect(address: tuple[str, int], *rest: Any) -> socket.socket:
        seen.append(address[0])
        return real(("127.0.0.1", address[1]), *rest)

    monkeypatch.setattr(socket, "create_connection", connect)
    return seen


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have names in .example mean these addresses, one answer after the other; the names that were asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *args: Any, **options: Any) -> Any:
        if not host.endswith(".example"):
            return real(host, port, *args, **options)
        asked.append(host)
        addresses = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize("host", FORBIDDEN)
def test_what_is_not_public_is_refused(host: str, connected: list[str]) -> None:
    for url in (f"http://{host}/", f"https://{host}:8443/x", f"HTTP://{host}"):
        with pytest.raises(FetchError) as caught:
            fetch(url)
        assert "is not a public address" in caught.value.what or "%25" in host
    assert connected == []


def test_what_is_public_is_not() -> None:
    assert [address for address in PUBLIC if not_public(address)] == []


def test_a_redirect_is_checked_like_the_first_address(
    site: Outlets, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, [OUTSIDE])
    for number, host in enumerate(FORBIDDEN):
        status = (301, 302, 303, 307, 308)[number % 5]
        url = site.put("gazette", f"/{number}", Reply(status=status, headers={"Location": f"http://{host}/"}))
        with pytest.raises(FetchError, match="it redirects to"):
            fetch(url)
    assert set(connected) == {OUTSIDE}
    assert {host for host, _, _ in site.asked} == {"gazette"}


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/hostname",
        "ftp://gazette.example/",
        "gopher://127.0.0.1:70/_x",
        "data:text/plain,x",
        "javascript:x",
        "https:",
        "http://[x",
    ],
)
def test_a_redirect_to_another_scheme_is_refused(site: Outlets, place: str) -> None:
    url = site.put("gazette", "/moved", Reply(status=302, headers={"Location": place}))
    with pytest.raises(FetchError, match="not http or https") as caught:
        fetch(url, allow_private=True)
    assert caught.value.where == url


@pytest.mark.parametrize("user", ["user:word@", "user@", ":word@", "127.0.0.1\\@", "@"])
def test_names_and_passwords_are_refused(site: Outlets, user: str) -> None:
    url = f"http://{user}{site.host('gazette')}/"
    moved = site.put("gazette", "/moved", Reply(status=302, headers={"Location": url}))
    for address in (url, moved):
        with pytest.raises(FetchError, match="holds a user's name or password"):
            fetch(address, allow_private=True)
    assert site.paths("gazette") == ["/moved"]


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///x",
        "//x/",
        "http://x y/",
        "http://gazette.example\\x/",
        "http://gazette.example:99999/",
        "http://gazette.example/\x00",
        "http://x\u202ey.example/",
        "http://" + "a." * 200 + "example/",
        "http://[::1",
        "http://é\ud800/",
        "http://x.example/" + "a" * 2000,
    ],
)
def test_addresses_that_are_none(url: str, connected: list[str]) -> None:
    with pytest.raises((FetchError, LimitError)):
        fetch(url)
    assert connected == []


def test_the_address_that_was_checked_is_connected_to(
    site: Outlets, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.put("gazette", "/1", page("Halden", 1))
    asked = resolve_to(monkeypatch, [OUTSIDE], ["127.0.0.1"])
    assert fetch(url).status == 200
    assert (asked, connected) == (["gazette.example"], [OUTSIDE])
    with pytest.raises(
        FetchError, match=r"127\.0\.0\.1 is not a public address \(loopback\); if it is yours, allow it"
    ):
        fetch(url)
    assert connected == [OUTSIDE]


def test_only_the_public_ones_of_several_are_connected_to(
    site: Outlets, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.put("gazette", "/1", page("Halden", 1))
    resolve_to(monkeypatch, ["10.0.0.1", OUTSIDE, "127.0.0.1"])
    assert fetch(url).status == 200
    assert connected == [OUTSIDE]


def test_the_next_address_is_tried_where_one_does_not_answer(site: Outlets, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.put("gazette", "/1", page("Halden", 1))
    resolve_to(monkeypatch, ["127.0.0.2", "127.0.0.1"])  # the server listens at the second alone
    assert fetch(url, allow_private=True).status == 200


def test_host_and_certificate_are_those_of_the_name(
    site: Outlets, connected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []

    class Context:
        def wrap_socket(self, sock: socket.socket, *, server_hostname: str) -> socket.socket:
            names.append(server_hostname)
            return sock

    monkeypatch.setattr(wire, "_context", Context)
    resolve_to(monkeypatch, [OUTSIDE])
    url = site.put("gazette", "/1", page("Halden", 1)).replace("http:", "https:")
    assert fetch(url).status == 200
    assert (names, connected) == (["gazette.example"], [OUTSIDE])
    assert site.asked[0][2]["host"] == site.host("gazette")


def test_no_proxy_of_the_environment_is_asked(site: Outlets, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch(site.put("gazette", "/1", page("Halden", 1)), allow_private=True).status == 200


def test_what_is_private_is_read_where_the_user_allows_it(site: Outlets) -> None:
    url = site.put("gazette", "/1", page("Halden", 1))
    (refused,) = read_inputs([url])
    (read,) = read_inputs([url], allow_private=True)
    assert isinstance(refused, FetchError)
    assert isinstance(read, Document)


def test_names_in_other_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolve_to(monkeypatch, ["10.0.0.1"])
    with pytest.raises(FetchError, match="not a public address"):
        fetch("http://zeitung-für-münster.example/")
    assert asked == ["xn--zeitung-fr-mnster-b3bd.example"]
