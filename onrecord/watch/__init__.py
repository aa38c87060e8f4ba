"""Watching feeds: what is new in them goes into a record, politely and again and again."""
