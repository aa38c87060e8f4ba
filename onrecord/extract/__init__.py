"""From an analysis to a record: actors, times, events, statements."""
