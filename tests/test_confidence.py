"""How likely an event is right."""

import pytest
from analyses import YES, Scene

from onrecord.extract.confidence import SUREST, confidence, log_odds

TEXT = "Orlu rang Tam."
TWO = [("Orlu", "person"), ("Tam", "person")]


def scene(**links: dict[tuple[int, int], float]) -> Scene:
    return Scene(TEXT, mentions=TWO, triggers=[("rang", "CONSULT")], links=links)


def sureness(of: Scene) -> float:
    return confidence(of.analysis, [0], of.cast[1])


def test_two_likely_participants_make_it_likelier() -> None:
    nobody, one = scene(), scene(source={(0, 0): YES})
    both = scene(source={(0, 0): YES}, object={(0, 1): YES})
    assert 0 < sureness(nobody) < sureness(one) < sureness(both) < 1
    assert both.events[0].confidence == sureness(both)


def test_it_is_given_in_hundredths_and_no_log_odds_are_endless() -> None:
    empty = Scene("It rang.", triggers=[("rang", "CONSULT")])
    assert sureness(empty) == round(sureness(empty), 2)
    odds = log_odds(empty.analysis, [0], [])
    assert odds.shape == (6,)
    assert odds[-1] == 1
    assert abs(odds[:-1]).max() == pytest.approx(abs(odds[3]))  # nobody takes part, as sure as can be
    assert odds[3] == pytest.approx(-odds[0])
    assert odds[3] < -6
    assert 0.99 < SUREST < 1
