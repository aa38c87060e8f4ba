"""From scores of mentions to scores of what they are mentions of."""

from collections.abc import Sequence

import numpy as np

from onrecord.language.features import Floats


class Owners:
    """Whose each mention is: of mentions their actors, of rows their statements and events."""

    def __init__(self, owners: Sequence[str]) -> None:
        self.names = list(dict.fromkeys(owners))
        place = {name: i for i, name in enumerate(self.names)}
        self._index = np.array([place[o] for o in owners], dtype=np.int64)

    def sums(self, probable: Floats) -> Floats:
        """Of each row (rows, mentions) the probability of each owner (rows, owners): its mentions' together."""
        total = np.zeros((len(probable), len(self.names)), dtype=np.float32)
        np.add.at(total.T, self._index, probable.T)
        return total

    def best(self, scores: Floats) -> Floats:
        """Of each row (rows, mentions) the best score of each owner (rows, owners)."""
        top = np.full((len(scores), len(self.names)), -np.inf, dtype=np.float32)
        np.maximum.at(top.T, self._index, scores.T)
        return top

    def likeliest(self, probable: Floats, *, least: float) -> list[str | None]:
        """Of each row (rows, mentions + 1, the last "none") its likeliest owner, None where it is below `least`.

        Where `least` is above 0, an owner must be likelier than "none" too.
        """
        if not self.names:
            return [None] * len(probable)
        total = self.sums(probable[:, :-1])
        choice = total.argmax(axis=1)
        value = total[np.arange(len(total)), choice]
        needed = np.maximum(least, probable[:, -1]) if least else np.zeros(len(total))
        return [self.names[c] if v > n else None for c, v, n in zip(choice, value, needed, strict=True)]
