"""A dozen reports on one invented quarrel: two calls, a copy of a wire, a denial, a blast, and a contact undated."""

from dispatches import ANA, KARIM, LUIS, MOROCCO, PORTUGAL, YOUSSEF, contact, dispatch, happening, says

ACCUSED = "Portuguese trawlers had entered Moroccan waters on three nights in March"
DENIED = "it is not true that our boats were in Moroccan waters"
WIRE = (
    "Foreign ministers Ana Costa and Karim Haddad spoke by telephone on Wednesday about the quarrel over fishing "
    "rights off the Atlantic coast.\n\n"
    f"Haddad complained that {ACCUSED} and asked for the accord to be reviewed by a joint commission before the "
    "season opens.\n\n"
    "The accord of 2019 lets forty boats of each country fish up to twelve miles from the shore of the other."
)

MATIN = dispatch(
    "Le Matin", "2024-04-04",
    "Ana Costa telephoned Karim Haddad on Wednesday. She said that the accord would be renewed before the summer.",
    [ANA, KARIM],
    events=[contact("telephoned", ANA, KARIM, by=ANA, medium="phone", date="2024-04-03")],
    statements=[says(ANA, "assert", "the accord would be renewed before the summer")],
    id_="report/1",
)  # fmt: skip
GAZETA = dispatch(
    "Gazeta", "2024-04-04",
    "Morocco rang first: Karim Haddad telephoned Ana Costa on Wednesday evening, his ministry said.",
    [ANA, KARIM],
    events=[contact("telephoned", KARIM, ANA, by=KARIM, medium="phone", date="2024-04-03")],
)  # fmt: skip
ATLAS = dispatch(
    "Atlas Wire", "2024-04-04", WIRE, [ANA, KARIM, MOROCCO, PORTUGAL],
    events=[contact("spoke by telephone", ANA, KARIM, medium="phone", date="2024-04-03")],
    statements=[says(KARIM, "accuse", ACCUSED, target=PORTUGAL)],
)  # fmt: skip
COAST = dispatch(
    "Coast Daily", "2024-04-04", f"{WIRE}\n\n(Atlas Wire)", [ANA, KARIM, MOROCCO, PORTUGAL],
    events=[contact("spoke by telephone", ANA, KARIM, medium="phone", date="2024-04-03")],
    statements=[says(KARIM, "accuse", ACCUSED, target=PORTUGAL)],
)  # fmt: skip
LATER = dispatch(
    "Le Matin", "2024-04-06", "A second call, an hour long, followed on Friday between Ana Costa and Karim Haddad.",
    [ANA, KARIM],
    events=[contact("call", ANA, KARIM, medium="phone", date="2024-04-05")],
)  # fmt: skip
LATER_TOO = dispatch(
    "Gazeta", "2024-04-06", "Karim Haddad was back on the line on Friday: his second call with Ana Costa took an hour.",
    [ANA, KARIM],
    events=[contact("call", ANA, KARIM, medium="phone", date="2024-04-05")],
)  # fmt: skip
DENIAL = dispatch(
    "Port News", "2024-04-05",
    "Portugal answered on Thursday in the quarrel over fishing rights off the Atlantic coast. Ana Costa denied it all: "
    f"{DENIED}, she said of what Karim Haddad had complained about, and the accord of 2019 needs no commission.",
    [ANA, PORTUGAL],
    statements=[says(ANA, "deny", DENIED)],
)  # fmt: skip
BLAST = dispatch(
    "Le Matin", "2024-04-08",
    "A blast in the harbour of Tangier killed 14 people on Sunday. Morocco opened an inquiry.",
    [MOROCCO],
    events=[happening("ASSAULT", "blast", whom=[MOROCCO], date="2024-04-07", place="Tangier", figures=["14 killed"])],
)  # fmt: skip
BLAST_TOO = dispatch(
    "Gazeta", "2024-04-08", "Morocco mourned on Monday: the blast at Tangier harbour killed 16 people, doctors said.",
    [MOROCCO],
    events=[happening("ASSAULT", "blast", whom=[MOROCCO], date="2024-04-07", place="Tangier", figures=["16 killed"])],
)  # fmt: skip
FIRST = dispatch(
    "Port News", "2024-04-09", "Ana Costa met Karim Haddad in Faro on Tuesday, their first contact since 2023.",
    [ANA, KARIM],
    events=[contact("met", ANA, KARIM, medium="in-person", place="Faro", date="2024-04-09", first_since="2023")],
)  # fmt: skip
OTHERS = dispatch(
    None, None, "Luis Prado of Portugal met Youssef Alami of Morocco. Prado would not say what about.",
    [LUIS, YOUSSEF, PORTUGAL, MOROCCO],
    events=[contact("met", LUIS, YOUSSEF)],
    statements=[says(LUIS, "silence", "")],
    id_="report/2",
)  # fmt: skip
EMPTY = dispatch("Weather", "2024-04-08", "It will rain on the coast, and then it will not.", id_="report/1")

DOZEN = (MATIN, GAZETA, ATLAS, COAST, LATER, LATER_TOO, DENIAL, BLAST, BLAST_TOO, FIRST, OTHERS, EMPTY)
