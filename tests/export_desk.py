"""A record for the tests of what is exported: two stories told by several outlets, and words that mean harm."""

from dataclasses import dataclass, replace

from views import Desk

from onrecord.merged import MergedClaim, MergedEvent, Party

# What a spreadsheet would take for a formula.
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1:A9)", " =1+1", "   +1", "\t=1+1", "\r=1+1", "\n=1+1",
    "\t", "\ttext", "\rtext", "＝1+1", "＋1", "－1", "＠SUM(A1)", "﹦1", "﹢1", "﹣1", "﹫A1", "−1+1",
    "\ufeff=1+1", "\u200b=1+1", "\u3000=1+1", "\xa0@A1", "\x00=1", "\x0b=1", "-2+3+cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org/?x="&A1,"more")', "\u202e=1+1", "+\u200b1",
)  # fmt: skip
MARKUP = '<script>alert("1")</script> & ]]> <b>'


@dataclass(frozen=True, slots=True)
class Story:
    """What the tests look for, in `desk`."""

    desk: Desk
    call: MergedEvent
    attack: MergedEvent
    plan: MergedEvent
    claim: MergedClaim
    silence: MergedClaim
    minister: Party
    envoy: Party


def story() -> Story:
    """A call with two accounts, an attack whose figures differ, a planned visit, a claim denied, a silence."""
    desk = Desk()
    minister = desk.somebody("Ana Ferreira", "PRT", "Minister of Foreign Affairs")
    envoy = desk.somebody("Karim Haddad", "MAR", "Minister of Foreign Affairs")
    morocco = desk.somebody("Morocco", "MAR", kind="state")
    raiders = desk.somebody("raiders", kind="group")
    lisbon = desk.report(
        "Tagus Post", "2024-05-02", "Ana Ferreira telephoned Karim Haddad on Thursday. He had promised a new port.",
        id="post/1", url="https://tagus.example/1", title="A call to Rabat",
    )  # fmt: skip
    rabat = desk.report(
        "Atlas Wire", "2024-05-03", "Haddad took a call from Ferreira; no port was ever promised. Rabat was silent.",
        id="wire/1", url="https://atlas.example/1", title="Haddad takes call", origin="o1",
    )  # fmt: skip
    copy = desk.report(
        "Atlas Daily", "2024-05-04", "Haddad took a call from Ferreira; 14 raiders killed 3 at the border of Morocco.",
        id="wire/1", url="https://atlas.example/2", title="Call", origin="o1",
    )  # fmt: skip
    undated = desk.report(None, None, "In a raid 5 were killed in Morocco. A visit is planned.", id="sheet")
    call = desk.happens(
        "CONSULT", [minister, envoy], {lisbon: "telephoned", rabat: "call", copy: "call"}, date="2024-05-02",
        medium="phone", mode="phone", initiator=minister, conflicts={"initiator": {"Portugal": [lisbon], "?": [rabat]}},
    )  # fmt: skip
    attack = desk.happens(
        "ASSAULT", [raiders], {undated: "raid", copy: "killed"}, whom=[morocco], date="2024-04-01/2024-04-30",
        place="the border", figures=["3 killed"], conflicts={"figures": {"5 killed": [undated], "3 killed": [copy]}},
    )  # fmt: skip
    plan = desk.happens("CONSULT", [minister, envoy], {undated: "visit"}, status="planned")
    claim = desk.says(
        minister, "accuse", {lisbon: "promised a new port"}, target=envoy, evidence="none-offered",
        denied=[(envoy, "deny", {rabat: "no port was ever promised"}), (morocco, "deny", {copy: ""})],
        answered=[(envoy, "assert", {rabat: "took a call"})],
    )  # fmt: skip
    silence = desk.says(morocco, "silence", {rabat: ""})
    return Story(desk, call, attack, plan, claim, silence, minister, envoy)


def hostile() -> Desk:
    """A record with each formula as a name, an office, a title, an outlet and a place, and markup everywhere."""
    desk = Desk()
    for words in (*FORMULAS, MARKUP):
        who = desk.somebody(words if words.split() else f"{words}nobody", "PRT", words)
        other = desk.somebody(f"{words} too", "MAR", kind="organization")
        key = desk.report(
            words, "2024-05-02", f"{words} met; {words} spoke", id=words, title=words, url=f"javascript:{words}"
        )
        desk.happens("CONSULT", [who, other], {key: "met"}, place=words, date="2024-05-02", notes=[words])
        desk.says(who, "assert", {key: words or "met"}, target=other)
    return desk


class Shuffled(Desk):
    """The same record, with everything whose order means nothing turned round."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        for name, value in vars(desk).items():
            setattr(self, name, dict(reversed(value.items())) if isinstance(value, dict) else value)
        self._events = {
            key: replace(e, sources=e.sources[::-1], accounts=e.accounts[::-1], conflicts=e.conflicts[::-1])
            for key, e in self._events.items()
        }
        self._claims = {
            key: replace(c, tellings=c.tellings[::-1], denials=c.denials[::-1]) for key, c in self._claims.items()
        }
