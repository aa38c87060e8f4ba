"""What later versions of an article say otherwise: the fields of `onrecord.merge.conflicts`, within one article."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, product

from onrecord.merge.conflicts import FIELDS, Value, Version
from onrecord.merged import Revision


def revisions(versions: Sequence[Version]) -> tuple[Revision, ...]:
    """Every change from one version of an article to the next, the earliest first."""
    ordered = sorted(versions, key=lambda v: (v.article, v.since, v.document))
    found = [r for _, rows in groupby(ordered, key=lambda v: v.article) for r in _of_article(list(rows))]
    return tuple(sorted(found, key=lambda r: (r.since, r.field, r.document, r.before)))


def _of_article(rows: Sequence[Version]) -> Iterator[Revision]:
    for field, check in FIELDS.items():
        told: dict[str, dict[tuple[str, str], list[Value]]] = {}  # by what the value is of, and by version
        for v in rows:
            for words in check.read(v):
                told.setdefault(check.of(words), {}).setdefault((v.since, v.document), []).append((words, v))
        for by_version in told.values():
            for ((before, earlier), old), ((after, document), new) in pairwise(by_version.items()):
                if before < after and all(check.clash(x, y, a, b) for (x, a), (y, b) in product(old, new)):
                    yield Revision(field, _joined(old), _joined(new), earlier, document, after)


def _joined(values: Sequence[Value]) -> str:
    return " and ".join(dict.fromkeys(words for words, _ in values))
