"""How likely an event is right: of its type, as the text says, with the right participants."""

from collections.abc import Sequence

import numpy as np

from onrecord.extract.participants import likeliest_two
from onrecord.language.analysis import Analysis
from onrecord.language.features import Floats

# Of the log-odds of `evidence`, and a constant. Fitted on events judged by hand, with `training/confidence.py`; how
# well it holds is in docs/explanation/limits.md.
WEIGHTS = np.array([0.54, 0.3, 0.18, 0.15, 0.35, -3.94])
SUREST = 0.999  # and one minus it: nothing is surer


def confidence(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> float:
    """A probability, in hundredths."""
    return round(float(1 / (1 + np.exp(-(log_odds(analysis, group, actor_of) @ WEIGHTS)))), 2)


def log_odds(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> Floats:
    """What speaks for an event, (6): the surest trigger, the type, the status, the two likeliest participants; 1."""
    kinds, statuses = (analysis.classes[head][group].mean(axis=0) for head in ("event_type", "status"))
    sure = [max(analysis.triggers[i].confidence for i in group), kinds.max(), statuses.max()]
    chances = np.clip([*sure, *likeliest_two(analysis, group, actor_of)], 1 - SUREST, SUREST)
    return np.append(np.log(chances / (1 - chances)), 1.0)
