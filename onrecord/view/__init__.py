"""The terminal view of a record: the report with its rows marked, and the rows in words."""

from onrecord.view.page import render

__all__ = ["render"]
