"""The record on disk: raw bytes, immutable segments, a manifest, judgements."""

from onrecord.store.archive import Archive
from onrecord.store.entries import Commit, Entry, Failure, Judgement, Verdict, document_key, input_hash
from onrecord.store.writer import Writer

__all__ = [
    "Archive",
    "Commit",
    "Entry",
    "Failure",
    "Judgement",
    "Verdict",
    "Writer",
    "document_key",
    "input_hash",
]
