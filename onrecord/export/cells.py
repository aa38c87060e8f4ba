"""Cells that a spreadsheet shows and never runs.

A cell that begins with one of = + - @ is a formula to Excel, LibreOffice and Google Sheets, and a formula can send
what stands in other cells elsewhere ("CSV injection", OWASP). Spaces, tabs, line breaks and invisible characters
before it do not help, nor do the full-width forms, which East Asian versions of Excel take for the ASCII ones. Where
the separator of lists is a semicolon, as in most of Europe, one within a cell begins a new cell.
"""

import re

# = + - @ with their full-width and small forms, and the minus sign.
_FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]"
# What spreadsheets skip before it: white space, control and format characters (the byte order mark among them).
_CONTROLS = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
_SPACES = " \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
_INVISIBLE = "\\xad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff"
_SKIPPED = _CONTROLS + _SPACES + _INVISIBLE
_BREAKS = "\\t\\r\\n"
_FIRST = f"\\A(?=[{_BREAKS}\\x00]|[{_SKIPPED}{_BREAKS}]*{_FORMULA})"
_WITHIN = f"(?<=[;{_BREAKS}])(?=[{_SKIPPED}]*{_FORMULA})"
_DANGEROUS = re.compile(f"{_FIRST}|{_WITHIN}")


def safe_cell(value: object) -> str:
    """A value as the text of one cell; nothing for None, `true` or `false` for a truth value.

    Where a spreadsheet would read a formula, an apostrophe stands before it, the sign for text. Numbers stay as they
    are, negative ones too. Line breaks stay: the writer puts quotation marks around them.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return _DANGEROUS.sub("'", str(value))
