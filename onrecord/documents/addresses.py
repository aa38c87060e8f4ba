"""Which addresses of the network are public: the only ones that are fetched unless the user allows others."""

import socket
from ipaddress import ip_address, ip_network

from onrecord.errors import FetchError

# IANA's registries of special-purpose addresses (RFC 6890), multicast (RFC 5771) and, of IPv6, every range outside
# the global unicast addresses 2000::/3. Some would lead on to an IPv4 address that nobody has checked: mapped, NAT64,
# 6to4, Teredo. The table is our own because `ipaddress.is_global` differs between versions of Python.
_NOT_PUBLIC = {
    "loopback": "127.0.0.0/8 ::1/128",
    "private": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10",
    "link-local": "169.254.0.0/16 fe80::/10",
    "shared by a provider's customers": "100.64.0.0/10",
    "multicast": "224.0.0.0/4 ff00::/8",
    "unspecified": "0.0.0.0/8 ::/128",
    "for documentation": "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 3fff::/20",
    "for benchmarks": "198.18.0.0/15",
    "an IPv4 address within": "::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16",
    "reserved": "192.0.0.0/24 192.88.99.0/24 240.0.0.0/4 2001::/23",
}
_RANGES = tuple((ip_network(words), kind) for kind, ranges in _NOT_PUBLIC.items() for words in ranges.split())
_UNICAST = ip_network("2000::/3")


def not_public(address: str) -> str | None:
    """What an IP address is if it is not public, in words; None if it is."""
    ip = ip_address(address.partition("%")[0])
    for network, kind in _RANGES:
        if ip.version == network.version and ip in network:
            return kind
    return None if ip.version == 4 or ip in _UNICAST else "reserved"


def resolve(host: str, port: int, *, where: str, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to. Whatever a host's name is spelt like, these decide.

    Raises:
        FetchError: There are none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError("the host is not known", where=where, advice="check the address and the connection") from None
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    allowed = [address for address in addresses if allow_private or not not_public(address)]
    if not allowed:
        what = f"{addresses[0]} is not a public address ({not_public(addresses[0])})"
        raise FetchError(what, where=where, advice="if it is yours, allow it with --allow-private")
    return allowed
