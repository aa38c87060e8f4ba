"""Who denies what, in one report and across two."""

from pathlib import Path

import pytest
from dispatches import ANA, KARIM, LUIS, MOROCCO, PORTUGAL, dispatch, kept, key, says, viewed

from onrecord.merge.answers import Place, denial_features, denies
from onrecord.merge.claims import ClaimFacts, claim_facts, rejects
from onrecord.merged import MergedClaim
from onrecord.record import Record

CHARGE = "Moroccan divers had cut the cable to the lighthouse"
MATTER = "Ships keep away from the dark lighthouse on the cape, whose lamp went out when its cable was severed."
EVERYBODY = [ANA, KARIM, LUIS, MOROCCO, PORTUGAL]


def charge(outlet: str = "Le Matin", published: str = "2024-04-04") -> Record:
    return dispatch(
        outlet, published, f"Ana Costa of Portugal said that {CHARGE}. {MATTER} So {outlet} has learned.", EVERYBODY,
        statements=[says(ANA, "accuse", CHARGE, target=MOROCCO)],
    )  # fmt: skip


def answer(words: str, act: str = "deny", published: str = "2024-04-05", matter: str = MATTER) -> Record:
    return dispatch(
        "Gazeta", published, f"Karim Haddad of Morocco answered: {words}. {matter}", EVERYBODY,
        statements=[says(KARIM, act, words)],
    )  # fmt: skip


def claims(folder: Path, *commits: list[Record]) -> list[MergedClaim]:
    with viewed(kept(folder / "record", *commits)) as view:
        return list(view.claims())


def facts(record: Record, number: int = 0) -> ClaimFacts:
    return claim_facts(record)[number][1]


def score(denial: ClaimFacts, claim: ClaimFacts, place: Place | None = None) -> float:
    return sum(reason.weight for reason in denies(denial, claim, place))


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "the talk of a cut cable to the lighthouse was baseless",
        "the minister of Portugal knows nothing of that lamp, and her divers tale is a fabrication",
    ],
)
def test_a_denial_meets_the_claim_of_another_report(tmp_path: Path, words: str, swapped: bool) -> None:
    """Whichever came first into the record."""
    parts = [[charge()], [answer(words)]]
    (told,) = [c for c in claims(tmp_path, *(parts[::-1] if swapped else parts)) if c.act == "accuse"]
    assert [(d.document, d.speaker and d.speaker.name) for d in told.denials] == [
        (key(parts[1][0]), KARIM.name),
    ]
    assert told.replies == ()


@pytest.mark.parametrize(
    "words",
    ["it was untrue that divers had been near the lighthouse cable", f"it is a lie that {CHARGE}"],
)
def test_a_denial_in_the_words_of_the_claim_is_no_telling_of_it(tmp_path: Path, words: str) -> None:
    told = claims(tmp_path, [charge(), answer(words)])
    assert [len(c.denials) for c in told if c.act == "accuse"] == [1]


@pytest.mark.parametrize(
    ("words", "act", "published"),
    [
        ("the keeper of the lighthouse will retire in May", "assert", "2024-04-05"),  # no denial
        ("the talk of a cut cable to the lighthouse was baseless", "deny", "2024-06-05"),  # of another month
    ],
)
def test_what_denies_nothing_here(tmp_path: Path, words: str, act: str, published: str) -> None:
    told = claims(tmp_path, [charge(), answer(words, act, published)])
    assert len(told) == 2
    assert [c.denials for c in told] == [(), ()]


def test_a_denial_in_a_report_on_another_matter(tmp_path: Path) -> None:
    denial = answer("all of that is baseless", matter="Farmers await the harvest of olives and hope for rain in May.")
    assert [c.denials for c in claims(tmp_path, [charge(), denial])] == [(), ()]


def test_a_copy_of_a_claim_brings_no_second_denial(tmp_path: Path) -> None:
    denial = answer("the talk of a cut cable to the lighthouse was baseless")
    told = claims(tmp_path, [charge()], [denial], [charge("Coast Daily")])
    (claim,) = [c for c in told if c.act == "accuse"]
    assert len(claim.tellings) == 2
    assert [d.document for d in claim.denials] == [key(denial)]


def test_an_answer_that_the_reading_ties_to_a_claim_is_a_reply(tmp_path: Path) -> None:
    words = "the lamp should be mended by whoever lit it"
    record = dispatch(
        "Le Matin", "2024-04-04", f"Ana Costa said that {CHARGE}. Karim Haddad remarked: {words}.", EVERYBODY,
        statements=[says(ANA, "accuse", CHARGE, target=MOROCCO), says(KARIM, "assert", words, replies_to="s1")],
    )  # fmt: skip
    told = claims(tmp_path, [record])
    assert [[r.statement.id for r in c.replies] for c in told if c.act == "accuse"] == [["s2"]]
    assert all(c.denials == () for c in told)


def test_nobody_denies_himself(tmp_path: Path) -> None:
    record = dispatch(
        "Le Matin", "2024-04-04", f"Ana Costa said that {CHARGE}. Again she called it what it was: {CHARGE}, no lie.",
        EVERYBODY,
        statements=[
            says(ANA, "accuse", CHARGE, target=MOROCCO), says(ANA, "accuse", f"{CHARGE}, no lie", target=MOROCCO),
        ],
    )  # fmt: skip
    assert all(c.denials == () for c in claims(tmp_path, [record]))


def test_only_who_says_no_may_deny() -> None:
    assert rejects(facts(answer("the cable is whole", "deny")))
    assert rejects(facts(answer("that is a fairy tale", "assert")))
    assert not rejects(facts(answer("the cable is whole", "assert")))


def test_nearer_and_tied_answers_are_likelier() -> None:
    claim, denial = facts(charge()), facts(answer("that is baseless"))
    near, far = (score(denial, claim, Place(n, linked=False)) for n in (1, 5))
    assert score(denial, claim, Place(5, linked=True)) > far
    assert near > far
    assert score(denial, claim, Place(-5, linked=False)) < far
    assert denial_features(denial, claim, None)["same report"] == 0.0
