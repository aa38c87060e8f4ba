"""Dates, figures, acts and media in words, for people and for the cells of a table."""

from calendar import monthrange

from onrecord.record import Act, Dates, Figure, Medium

# Nouns, which agree with any speaker.
ACTS = {
    Act.ASSERT: "assertion",
    Act.DENY: "denial",
    Act.CONDEMN: "condemnation",
    Act.ACCUSE: "accusation",
    Act.SUPPORT: "support",
    Act.PROMISE: "promise",
    Act.DEMAND: "demand",
    Act.THREATEN: "threat",
    Act.CLAIM_RESPONSIBILITY: "claim of responsibility",
    Act.SILENCE: "no comment",
}
UNSURE = 0.5  # the confidence below which an event is more likely wrong than right
MEDIA = {
    Medium.PHONE: "by phone",
    Medium.VIDEO: "by video",
    Medium.IN_PERSON: "in person",
    Medium.WRITTEN: "in writing",
}


def date_words(dates: Dates) -> str:
    """ISO, as short as is true: 2024-04-03, 2024-04, 2024, 2024-04-01 to 2024-04-07."""
    start, end = dates.start, dates.end
    if start == end:
        return start
    if start.endswith("-01-01") and end == f"{start[:4]}-12-31":
        return start[:4]
    if (
        start.endswith("-01")
        and start[:7] == end[:7]
        and int(end[8:]) == monthrange(int(start[:4]), int(start[5:7]))[1]
    ):
        return start[:7]
    return f"{start} to {end}"


def figure_words(figure: Figure) -> str:
    """Its bounds in words: "at least 144 killed", "30 to 40 wounded", "up to 50 detained"."""
    low, high = figure.min, figure.max
    if low is not None and high is not None:
        number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    elif low is not None:
        number = f"at least {low:,}"
    else:
        number = f"up to {high:,}" if high is not None else "unknown number"
    return f"{figure.what}: {number}" if figure.what == "amount" else f"{number} {figure.what}"
