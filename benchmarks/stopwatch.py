"""Seconds spent in the stages of a program, timed from outside."""

from collections import defaultdict
from collections.abc import Callable
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Stopwatch:
    """`seconds` of each stage, without those of the stages within it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._within = [0.0]

    def timed(self, stage: str, function: Callable[P, R]) -> Callable[P, R]:
        """The function, its time added to a stage."""

        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            self._within.append(0.0)
            began = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent = perf_counter() - began
                self.seconds[stage] += spent - self._within.pop()
                self._within[-1] += spent

        return call

    def replace(self, stage: str, owner: object, *names: str) -> None:
        """Have functions of a module or class timed wherever they are called through it."""
        for name in names:
            setattr(owner, name, self.timed(stage, getattr(owner, name)))
