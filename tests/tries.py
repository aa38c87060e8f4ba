"""How many examples a property is tried with: few in the suite, a thousand with `--hypothesis-profile full`."""

from hypothesis import settings


def few(number: int) -> settings:
    """So many, where an example takes long."""
    full = settings.get_current_profile_name() == "full"
    return settings(max_examples=settings().max_examples if full else number, deadline=None)
