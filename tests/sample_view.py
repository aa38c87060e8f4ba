"""A small record made by hand: two ministries speak, outlets differ, a claim is denied. The texts are invented."""

from dataclasses import dataclass

from views import Desk

WIRE = (
    "French Armed Forces Minister Sébastien Lecornu telephoned Russian Defence Minister Sergei Shoigu on Wednesday. "
    "The call was made at the request of Paris, the French ministry said. "
    "Shoigu said that Kyiv was behind the concert hall attack. Kyiv rejects the accusation."
)
REWRITE = f"{WIRE} The Kremlin had no comment."
MOSCOW = (
    "Sergei Shoigu held a telephone conversation with Sébastien Lecornu on 4 April at the initiative of the French "
    "side. Readiness for dialogue on Ukraine was noted. Moscow expects that France has no part in the attack."
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The desk and what is on it."""

    desk: Desk
    wire: str
    copy: str
    moscow: str
    older: str
    call: str
    earlier: str
    planned: str
    accusation: str
    promise: str


def sample() -> Sample:
    desk = Desk()
    lecornu = desk.somebody("Sébastien Lecornu", "FRA", "Minister of Defence")
    shoigu = desk.somebody("Sergei Shoigu", "RUS", "Minister of Defence")
    ministry = desk.somebody("Ministry of the Armed Forces", "FRA", kind="organization")
    kremlin = desk.somebody("Russia", "RUS", kind="state")
    ukraine = desk.somebody("Ukraine", "UKR", kind="state")
    macron = desk.somebody("Emmanuel Macron", "FRA", "President")
    putin = desk.somebody("Vladimir Putin", "RUS", "President")

    wire = desk.report(
        "Agence Exemple", "2024-04-03", WIRE, id="wire-1", title="French and Russian ministers talk", origin="o1",
        url="https://agence.example/1",
    )  # fmt: skip
    copy = desk.report("The Daily Copy", "2024-04-04", REWRITE, id="copy-1", title="Ministers talk", origin="o1")
    moscow = desk.report(
        "Russian Ministry of Defence",
        "2024-04-04",
        MOSCOW,
        id="mod-1",
        title="On a telephone conversation",
        origin="o2",
    )
    older = desk.report(
        "Agence Exemple", "2022-10-24",
        "Sébastien Lecornu spoke by phone with Sergei Shoigu on Sunday. Emmanuel Macron ruled out a trip to Moscow to "
        "see Vladimir Putin. Macron is to meet Putin in June. Macron promised that France would go on helping Ukraine.",
        id="older-1",
    )  # fmt: skip

    call = desk.happens(
        "CONSULT", [lecornu, shoigu],
        {
            wire: ("telephoned", "The call"),
            copy: ("telephoned", "The call"),
            moscow: {"words": "telephone conversation", "date": "2024-04-04"},
        },
        mode="phone", medium="phone", date="2024-04-03", initiator=ministry, first_since="2022-10",
        conflicts={"date": {"2024-04-03": [wire, copy], "2024-04-04": [moscow]}},
    )  # fmt: skip
    earlier = desk.happens(
        "CONSULT", [lecornu, shoigu], {older: "spoke by phone"}, mode="phone", medium="phone", date="2022-10-23"
    )
    desk.happens(
        "CONSULT", [macron], {older: "trip"}, whom=[putin], mode="visit", medium="in-person", status="unrealized",
        place="Moscow",
    )  # fmt: skip
    planned = desk.happens(
        "CONSULT", [macron, putin], {older: "meet"}, medium="in-person", status="planned", date="2024-06-01/2024-06-30"
    )
    desk.says(ministry, "assert", {wire: "The call was made at the request of Paris", copy: "The call was made"})
    accusation = desk.says(
        shoigu, "accuse", dict.fromkeys([wire, copy], "Kyiv was behind the concert hall attack"), target=ukraine,
        evidence="none-offered",
        denied=[(ukraine, "deny", {wire: "the accusation"})],
    )  # fmt: skip
    desk.says(kremlin, "silence", {copy: ""})
    promise = desk.says(macron, "promise", {older: "France would go on helping Ukraine"})
    return Sample(desk, wire, copy, moscow, older, call.id, earlier.id, planned.id, accusation.id, promise.id)
