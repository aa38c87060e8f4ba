"""Questions to a merged record, as functions that return tables of frozen rows."""
