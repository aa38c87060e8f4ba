"""Which reports copy one another or a third: wire copy, rewrites and what only looks like them."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.merge.echoes import Text, echo, prepare, sample, shared, shingles

WIRE = """Two miners rescued after nine days under Mount Varr

HALDEN, May 6 (Meridian Wire) - Rescuers pulled two miners alive from a flooded copper mine in northern Halden on
Saturday, nine days after a dam above it burst, the interior ministry said.

The men, aged 34 and 51, had survived on rainwater in a dry side tunnel. Doctors at the hospital of Varr said both were
weak but in no danger.

Eleven others are still missing, and the ministry said that hope for them was fading. "We will dig until we have
found the last one, and nobody should ask us to stop," Interior Minister Runa Eskil told reporters at the pit.

The owner of the mine, Tolo Metals, denied that it had been warned about cracks in the dam. Its shares fell by a fifth.

The government of Karsia, from where most of the miners come, has sent divers and pumps."""

LIGHT = """Nine days on, two miners are saved in Halden

Harbour Times staff

Two miners were pulled alive from a flooded copper mine in northern Halden on Saturday, the interior ministry said, nine
days after the bursting of a dam above it.

The men, 34 and 51, had survived in a dry side tunnel on rainwater. Both were weak but in no danger, said doctors at
Varr's hospital.

The ministry said hope was fading for the eleven others who are still missing. "We will dig until we have found the
last one, and nobody should ask us to stop," Interior Minister Runa Eskil told reporters.

Tolo Metals, which owns the mine, denied it had been warned about cracks in the dam. Its shares fell by a fifth.

Subscribe from 4 crowns a week"""

PARTIAL = """Prayers in Sund for the sons of Varr

The bells of Sund rang on Saturday evening, first in joy, then in mourning, as they have not since the war.

Rescuers pulled two miners alive from a flooded copper mine in northern Halden on Saturday, nine days after a dam above
it burst, the interior ministry said. The men, aged 34 and 51, had survived on rainwater in a dry side tunnel. Eleven
others are still missing, and the ministry said that hope for them was fading.

The owner of the mine, Tolo Metals, denied that it had been warned about cracks in the dam.

Four of the missing went to school here. Their old teacher, Ada Brun, lit a candle for each and would not speak."""

BRIEF = """Miners saved

Two miners were pulled alive from a flooded copper mine in northern Halden on Saturday, nine days after a dam above it
burst, Meridian Wire reported. Eleven others are still missing."""

INDEPENDENT = """"I had counted the drops": a survivor of Varr speaks

Jon Asker drank from his helmet for nine days. On Saturday the 51-year-old saw the light of a diver's lamp and took it
for a dream, he told this newspaper from his bed in the hospital.

He and a younger colleague had crawled into a gallery above the water when the wall of the reservoir gave way. Of the
rest of the shift, eleven men, there is no trace.

Runa Eskil, the interior minister, visited him in the evening and promised that the search would go on. Tolo Metals has
always said that nobody told it about any damage.

Prosecutors searched its head office on Friday and took away the minutes of three board meetings."""

QUOTING = """Eskil's longest week

Nobody in the cabinet of Halden has slept less since April than its interior minister.

"We will dig until we have found the last one, and nobody should ask us to stop," Interior Minister Runa Eskil told
reporters at the pit, her boots still wet. It is the sentence on which her career now hangs.

The opposition wants to know why inspectors of her ministry had not set foot in Varr for six years. A committee will
hear the engineers on Tuesday, and the union has handed over letters in which it asked for a new dam.

Friends say that she never wanted the office and will not miss it."""

NEXT_DAY = """Pumps from Karsia reach the mine of Varr

VARR, Halden, May 8 (Meridian Wire) - Six pumps from Karsia began to draw water out of the mine of Varr on Monday,
while families of the missing blocked the road to the pit and asked to be let in.

Divers have searched the upper two levels without success. Each dive takes three hours, and the water is so thick with
mud that they feel their way along the rails, their leader said.

The parliament will vote on Wednesday on a fund for the widows, to which Tolo Metals is to pay the greater part.

Rescuers pulled two miners alive from the mine on Saturday, nine days after a dam above it burst. The owner of the mine,
Tolo Metals, denied that it had been warned about cracks in the dam. Its shares fell by a fifth."""

UPDATE = WIRE.replace("Two miners rescued", "Third miner found dead, two rescued").replace(
    "Eleven others are still missing", "A third man was found dead in the afternoon. Ten others are still missing"
)

CALL = """Prime Minister Orlu's call with the {who}

Prime Minister Ana Orlu spoke by phone today with the {who}.

The leaders reviewed the state of relations between the two countries and agreed to deepen their cooperation on trade,
energy and security. The Prime Minister underlined Halden's lasting support for Orland.

{own}

The leaders agreed to remain in close contact in the weeks ahead."""
CALL_ONE = CALL.format(
    who="President of Tarsia, Omar Sedki",
    own="The President gave an account of the relief work after the earthquake, for which Halden has sent forty tents."
    " He accepted an invitation to visit the country in autumn.",
)
CALL_TWO = CALL.format(
    who="Chancellor of Bergland, Jutta Kern",
    own="They exchanged views on a ceiling for the price of gas before the council of 20 October. The Chancellor told"
    " the Prime Minister that two batteries of air defence would be handed over.",
)


def text(words: str, outlet: str | None = None, published: str | None = None) -> Text:
    return prepare(words, words.partition("\n")[0], outlet, published=published)


def reasons(a: Text, b: Text) -> dict[str, float]:
    return {reason.feature.partition(":")[0]: reason.weight for reason in echo(a, b)}


def score(a: Text, b: Text) -> float:
    return sum(reason.weight for reason in echo(a, b))


REPORTS = {
    "wire": text(WIRE, "Meridian Wire"),
    "light": text(LIGHT, "Harbour Times"),
    "partial": text(PARTIAL, "Sund Post"),
    "update": text(UPDATE, "Meridian Wire"),
    "independent": text(INDEPENDENT, "Varr Courier"),
    "quoting": text(QUOTING, "The Ledger"),
    "next day": text(NEXT_DAY, "Meridian Wire"),
    "call one": text(CALL_ONE, "Government of Halden"),
    "call two": text(CALL_TWO, "Government of Halden"),
}
ECHOES = {frozenset(pair) for pair in combinations(("wire", "light", "partial", "update"), 2)}


@pytest.mark.parametrize(("one", "other"), list(combinations(REPORTS, 2)))
def test_echoes_and_what_looks_like_them(one: str, other: str) -> None:
    found = score(REPORTS[one], REPORTS[other])
    assert found > 2 if frozenset((one, other)) in ECHOES else found < -0.5
    assert score(REPORTS[other], REPORTS[one]) == found


def test_a_brief_of_two_sentences() -> None:
    brief = text(BRIEF, "Dailyscroll")
    assert score(brief, REPORTS["wire"]) > 2
    assert score(brief, REPORTS["independent"]) < -1


def test_the_same_words_from_one_outlet_and_from_two() -> None:
    words = {outlet: text(CALL_TWO, outlet) for outlet in ("Government of Halden", "Bergland Chancellery")}
    assert (
        score(REPORTS["call one"], words["Bergland Chancellery"]) > 0 > score(REPORTS["call one"], REPORTS["call two"])
    )
    assert reasons(REPORTS["call one"], words["Government of Halden"])["same outlet"] == -6


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Source: Meridian Wire", "credits the other"),
        ("The pit was closed in the evening. (Meridian)", "credits the other"),
        ("The pit was closed in the evening. (MW)", "credits the other"),
        ("A foreman told Meridian that the pit had been closed in the evening.", "cites the other"),
        ("According to the Meridian Wire, the pit was closed in the evening.", "cites the other"),
        ("Harbour Times staff and agencies", "credits agencies"),
        ("A foreman told Norvik Radio that the pit had been closed in the evening.", None),
        ("The pit was closed in the evening. (Reuters)", None),
    ],
)
def test_credits(line: str, reason: str | None) -> None:
    copied = text(f"{LIGHT}\n\n{line}", "Harbour Times")
    found = set(reasons(REPORTS["wire"], copied)) & {
        "credits the other", "cites the other", "credit one agency", "credits agencies",
    }  # fmt: skip
    assert found == ({reason} if reason else set())


@pytest.mark.parametrize("dateline", ["VARR, May 6 (AFP) - ", "VARR/HALDEN, 6 May (AFP) — ", "VARR, May 6. /AFP/. "])
def test_two_outlets_with_one_agency(dateline: str) -> None:
    one = text(WIRE.replace("HALDEN, May 6 (Meridian Wire) - ", dateline), "Sund Post")
    assert one.prose == text(WIRE).prose
    assert reasons(one, text(f"{LIGHT}\n\nSource: AFP", "Harbour Times"))["credit one agency"] > 0


def test_copies_come_within_days() -> None:
    wire = text(WIRE, "Meridian Wire", "2023-05-06")
    scores = [score(wire, text(LIGHT, "Harbour Times", day)) for day in ("2023-05-06", "2023-05-09", "2023-05-12")]
    assert scores[0] == scores[1] > scores[2]
    assert scores[0] == score(wire, REPORTS["light"])  # of an undated one nothing is said


def test_a_speech_in_full_is_compared_by_its_words() -> None:
    speech = '"' + WIRE.partition("- ")[2].replace('"', "'").replace("\n\n", '"\n\n"') + '"'
    assert text(f"The speech\n\n{speech}", "A").quoted == frozenset()
    assert score(text(f"The speech\n\n{speech}", "A"), text(f"In full\n\n{speech}", "B")) > 5


def test_nothing_in_common_and_nothing_at_all() -> None:
    empty = text("")
    assert score(empty, empty) < -5
    assert score(text("No stop at the end"), text("No stop at the end")) < 0  # five words are no evidence
    assert shingles("") == frozenset()
    assert shared("", WIRE) == []


def test_shingles_are_the_same_everywhere() -> None:
    assert sorted(shingles("The envoy left Orlu at 5 p.m. on 3 May.")) == [
        131757704363313286,
        1733483464182687258,
        1822605229979705057,
        4688608491139589591,
        7697013060611689683,
        8266401042670779623,
    ]


def test_shingles_are_of_the_folded_body() -> None:
    body = "Rescuers reached the Café Orlú in Varr's main street at 9.30 a.m. and found 14 people."
    plain = "rescuers reached the cafe orlu in varrs main street at 930 am and found 14 people."
    assert shingles(body) == shingles(plain)
    page = f"A rescue in Varr\n\nBy Ada Brun\n6 May 2023\n\nVARR, May 6 (AFP) - {body}\n\nShare | Print"
    assert shingles(page) == shingles(body)
    assert shingles(body) != shingles(body.replace("14", "15"))


def test_a_sample_is_a_quarter_and_the_same_of_every_text() -> None:
    many = shingles(" ".join(f"word{n}" for n in range(4000)) + ".")
    part = sample(many)
    assert len(many) == 3996
    assert 0.22 < len(part) / len(many) < 0.28
    assert part == sorted(set(part) & many)
    half = frozenset(sorted(many)[::2])
    assert sample(half) == [s for s in part if s in half]


def test_shared_passages() -> None:
    one = "On Monday the envoy left the city of Orlu. Nobody saw him go, and nobody asked why he had."
    other = "Nobody saw him leave, and nobody asked why he had. The envoy left the old city of Orlu."
    found = [(a.of(one), b.of(other)) for a, b in shared(one, other)]
    assert found == [("and nobody asked why he had", "and nobody asked why he had")]
    other = other.replace("the old city", "the city")
    found = [(a.of(one), b.of(other)) for a, b in shared(one, other)]
    assert found[0] == ("the envoy left the city of Orlu", "The envoy left the city of Orlu")


def test_a_changed_word_does_not_part_a_passage() -> None:
    one = "The envoy left the city of Orlu at dawn on a boat that the governor had lent him."
    other = "The envoy left the city of Orlu before sunrise on a boat that the governor had lent him."
    assert [(a.of(one), b.of(other)) for a, b in shared(one, other)] == [(one[:-1], other[:-1])]


WORDS = st.sampled_from(
    ["The", "envoy", "left", "Orlu", "at", "5", "p.m.", "Éva’s", '"We', 'go"', "said.", "\n\n", "(AFP)"]
)
texts = st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=80)


@given(texts, texts)
@settings(deadline=None)
def test_any_two_texts(one: str, other: str) -> None:
    a, b = prepare(one, None, "A"), prepare(other, None, "B")
    assert score(a, b) == pytest.approx(score(b, a))
    for x, y in shared(one, other):
        assert len(re.findall(r"\w+", x.of(one))) >= 5 <= len(re.findall(r"\w+", y.of(other)))
        assert shingles(x.of(one)) & shingles(y.of(other))
    assert bool(shared(one, other)) == bool(shingles(one) & shingles(other))


def test_a_very_long_text_takes_no_longer_than_its_length() -> None:
    for words in (
        "A." * 50_000,
        "The envoy said that two sailors came home. " * 4_000,
        "(Aa" * 30_000,
        "Ab reported " * 9_000,
    ):
        long = text(words)
        assert score(long, long) == score(long, long)
        assert all(x.of(words).casefold() == y.of(words).casefold() for x, y in shared(words, words))
