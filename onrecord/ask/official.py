"""Which reports are a state's own: read-outs and statements on the pages of its institutions."""

from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from onrecord.knowledge import load
from onrecord.merged import Source

_PRESS = "MED"  # sector of a state's media, whose word is not the state's


def of_state(source: Source) -> str | None:
    """The state (ISO 3166 alpha-3) whose institution published a report; None for a newspaper, an agency, a body.

    By the outlet, "Kremlin" or "Russian Defence Ministry", though not TASS; else by the host of the address.
    """
    if source.outlet:
        body = load().organisation(source.outlet)
        if body is not None:
            return body.country if body.sector != _PRESS else None
        return load().country(source.outlet) or _by_host(source.url)
    return _by_host(source.url)


def _by_host(url: str | None) -> str | None:
    parts = (urlsplit(url).hostname or "").split(".") if url else []
    hosts = (".".join(parts[at:]) for at in range(len(parts)))
    return next((_hosts()[host] for host in hosts if host in _hosts()), None)


@cache
def _hosts() -> dict[str, str]:
    """Hosts on which, and below which, institutions of a state publish; from general knowledge."""
    text = (files("onrecord.ask") / "data" / "official_hosts.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines()[1:])
