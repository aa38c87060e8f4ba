"""A module for each page: from what is asked to what is shown, and nothing of HTTP."""
