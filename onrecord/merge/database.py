"""Where the index lies, and reading it, which takes nothing of what builds it."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

FORMAT = 9  # raised with every change of the tables, the weights or the facts: an older index is made again
FILE = Path("derived", "index.sqlite")


def reading(path: Path) -> sqlite3.Connection | None:
    """A connection that reads, for one thread at a time; None where there is no index of this version."""
    try:
        database = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError:
        return None
    try:
        if database.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
            return database
    except sqlite3.DatabaseError:
        pass
    database.close()
    return None
