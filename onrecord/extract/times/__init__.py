"""Times: finding the words that say when, and resolving them to days."""

from onrecord.extract.times.find import Relation, TimeExpression, find_times
from onrecord.extract.times.periods import Granularity

__all__ = ["Granularity", "Relation", "TimeExpression", "find_times"]
