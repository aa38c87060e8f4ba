"""Across documents: which reports are copies, which rows are the same actor, happening or claim, who denies what."""
