"""Every error that Onrecord raises on purpose.

    OnrecordError
    ├── InputError      an input cannot be read: missing, binary, empty, malformed
    │   ├── LimitError      it is larger than a limit allows
    │   ├── LanguageError   it is not in a language that Onrecord reads
    │   └── FetchError      a URL gave no document
    └── UsageError      an option or an argument is wrong
        └── BusyError       somebody else writes to the record just now

A message says what is wrong, where (file and record), and what to do.
"""

import functools


class OnrecordError(Exception):
    """The root of the tree."""


class InputError(OnrecordError):
    """An input cannot be read.

    `where` names the file, and the record or line within it; `advice` says what to do.
    """

    def __init__(self, what: str, *, where: str, advice: str = "") -> None:
        super().__init__(what, where, advice)
        self.what, self.where, self.advice = what, where, advice

    def __reduce__(self) -> tuple[object, ...]:  # between processes
        return functools.partial(type(self), self.what, where=self.where, advice=self.advice), ()

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"; {self.advice}" if self.advice else "")


class LimitError(InputError):
    """An input is larger than a limit allows."""


class LanguageError(InputError):
    """A report is not in a language that Onrecord reads."""


class FetchError(InputError):
    """A URL gave no document."""


class UsageError(OnrecordError):
    """An option or an argument is wrong."""


class BusyError(UsageError):
    """Somebody else writes to the record just now."""
