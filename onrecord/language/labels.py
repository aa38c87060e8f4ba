"""What the heads answer: the label sets of the model, in the order of its weights."""

from onrecord.record import Act, EventType, Evidence, Kind, Medium, Status

SECTORS = (
    "GOV", "MIL", "CVL", "IGO", "MED", "REB", "LEG", "COP", "BUS", "OPP", "SPY", "EDU", "PTY", "NGO", "REL", "JUD",
    "UAF", "CRM", "REF", "SEP", "SOC", "LAB", "PRM", "ELI", "MNC", "none",
)  # fmt: skip

# Sequences of words, tagged BIO: O is 0, B of the k-th label 1 + 2k, I of it 2 + 2k.
TAGS: dict[str, tuple[str, ...]] = {
    "mention": tuple(Kind),
    "trigger": ("event",),
    "content": ("content",),
    "cue": ("cue", "silence"),
    "place": ("place",),
}

MODES = (
    "none", "phone", "visit", "multilateral", "third-party", "arrest", "seize", "restrict", "troops", "aerial",
    "military", "discontinue", "firearms", "demo", "expel", "explosives", "disapprove", "withdraw", "release",
    "missile", "humanitarian", "ceasefire", "resign", "weapons", "abduct", "riot", "cyber", "martial-law",
    "asylum", "censor", "disarm", "deport", "beat", "police", "execute", "veto", "heavy-weapons", "drone",
    "assassinate", "investigate", "strike", "boycott", "obstruct", "crowd-control", "peacekeeping", "economic",
    "video",
)  # fmt: skip

# Classes of one span. The left name says of which: "trigger", "mention", "statement", or "context": a statement and
# the strongest of what stands around it.
CLASSES: dict[str, tuple[str, tuple[str, ...]]] = {
    "event_type": ("trigger", tuple(EventType)),
    "status": ("trigger", tuple(Status)),
    "mode": ("trigger", MODES),
    "medium": ("trigger", ("none", *Medium)),
    "act": ("statement", tuple(Act)),
    "evidence": ("context", ("none", *Evidence)),
    "sector": ("mention", SECTORS),
}

# From one span to another. `one`: at most one, or none ("null"); otherwise any number, each judged by itself.
PAIRS: dict[str, tuple[str, str, bool]] = {
    "speaker": ("statement", "mention", True),
    "target": ("statement", "mention", True),
    "via": ("statement", "mention", True),
    "cue": ("content", "cue", True),
    "reply": ("statement", "row", True),
    "source": ("trigger", "mention", False),
    "object": ("trigger", "mention", False),
    "initiator": ("trigger", "mention", True),
    "date": ("trigger", "time", True),
    "place": ("trigger", "place", True),
    "country": ("mention", "form", True),
    "same_actor": ("mention", "mention", True),
    "same_event": ("trigger", "trigger", True),
}
