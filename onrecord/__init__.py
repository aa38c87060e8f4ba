"""Onrecord reads the news and keeps a record that one can check."""

__version__ = "0.1.0"
