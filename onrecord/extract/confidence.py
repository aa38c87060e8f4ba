"""How likely an event is one at all, and how likely it is right: as the text says, with the right participants."""

from collections.abc import Sequence

import numpy as np

from onrecord.extract.participants import likeliest_two
from onrecord.language.analysis import Analysis
from onrecord.language.features import Floats

# Of the log-odds of `evidence`, and a constant. Fitted on events judged by hand, with `training/confidence.py`; how
# well it holds is in docs/explanation/limits.md.
WEIGHTS = np.array([0.44, 0.33, 0.05, 0.28, 0.28, -3.74])
# Of `telling`, for an annotator to have put it on record too. Fitted with `training/found.py` on reports that the model
# was not trained on.
FOUND = np.array([0.49, 0.37, 0.06, 0.04, 0.05, 1.15, -1.83])
LEAST = 0.4  # likelihood, below which what the model takes for an event is none
SUREST = 0.999  # and one minus it: nothing is surer


def confidence(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> float:
    """The probability that an event is right, in hundredths."""
    return round(float(1 / (1 + np.exp(-(log_odds(analysis, group, actor_of) @ WEIGHTS)))), 2)


def is_event(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> bool:
    """Whether what some triggers tell of is likely enough an event."""
    return bool(1 / (1 + np.exp(-(telling(analysis, group, actor_of) @ FOUND))) >= LEAST)


def telling(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> Floats:
    """What speaks for there being an event, (7)."""
    *parts, constant = log_odds(analysis, group, actor_of)
    return np.array([*parts, len(group) > 1, constant], dtype=float)


def log_odds(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> Floats:
    """What speaks for an event, (6): the surest trigger, the type, the status, the two likeliest participants; 1."""
    kinds, statuses = (analysis.classes[head][group].mean(axis=0) for head in ("event_type", "status"))
    sure = [max(analysis.triggers[i].confidence for i in group), kinds.max(), statuses.max()]
    chances = np.clip([*sure, *likeliest_two(analysis, group, actor_of)], 1 - SUREST, SUREST)
    return np.append(np.log(chances / (1 - chances)), 1.0)
