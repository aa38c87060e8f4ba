"""The user's own word on the merge, to see and to take back."""

from onrecord.ask.judging import Judged, judgements
from onrecord.web.asked import Answer, Asked

_LISTED = 200


def page(asked: Asked) -> Answer:
    """Every judgement, the latest first."""
    made = judgements(asked.folder)[::-1]
    return Answer("judgements.html", "Judgements", made, Judged, made, {"made": made[:_LISTED], "all": len(made)})
