"""Actors: the mentions of one person, state or body gathered, and what is known of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.extract.names import body_name, description, is_number, person_name, without_article
from onrecord.knowledge import CountryForm, Knowledge, Office, Tenure
from onrecord.knowledge.own import BASIS as OWN_BASIS
from onrecord.language.analysis import Analysis
from onrecord.language.features import close, folded
from onrecord.language.labels import CLASSES
from onrecord.language.tagging import softmax
from onrecord.record import Actor, Kind, Span

NEAR_KINDS = (frozenset({Kind.ORGANIZATION, Kind.GROUP}), frozenset({Kind.GROUP, Kind.PEOPLE}))


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention with what can be told from its own words."""

    number: int
    span: Span
    text: str
    kind: Kind
    name: str | None  # of a person
    office: Office | None  # of a person
    countries: tuple[str, ...]  # ISO codes of the states named in it
    who: str | None = None  # the person whom name or office mean on the date, as far as known
    words: tuple[str, ...] = ()  # of the name, folded
    bare: str = ""  # all its words but an article


_GOVERNMENTS = frozenset({"name", "capital", "metonym"})  # forms of a state that stand for its government
_OF = re.compile(r"\s+of\s+(?:the\s+)?")  # "President Moon Jae-in of the Republic of Korea"
_COUNTERPART = re.compile(r"\b(?:counterpart|colleague|opposite number)\b", re.IGNORECASE)


def mentions_of(
    analysis: Analysis, forms: Sequence[CountryForm], knowledge: Knowledge, *, published: str | None
) -> list[Mention]:
    """Every mention of the analysis, looked at closely.

    A "counterpart" holds the office of the person named before, in another state.
    """
    found: list[Mention] = []
    governments = {analysis.text[f.start : f.end] for f in forms if f.kind in _GOVERNMENTS}
    for number, mention in enumerate(analysis.mentions):
        text, kind = mention.span.of(analysis.text), Kind(mention.label)
        bare = without_article(text)
        if bare in governments:
            kind = Kind.STATE
        person = kind is Kind.PERSON
        name = person_name(text, knowledge) if person else None
        inside = [f for f in forms if mention.span.start <= f.start and f.end <= mention.span.end]
        if name:
            at = mention.span.start + text.find(name.split()[0])
            inside = [f for f in inside if not (at <= f.start < at + len(name))]
            inside += [f for f in forms if _OF.fullmatch(analysis.text, mention.span.end, f.start)]
        office = knowledge.office(text) if person else None
        if person and office is None and _COUNTERPART.search(text):
            office = _office_before(found, knowledge, published)
        countries = tuple(dict.fromkeys(f.iso3 for f in inside))
        tenure = _tenure(name, office, countries[:1], knowledge, published) if person else None
        who = tenure.person if tenure else None
        words = tuple(folded(name).split()) if name else ()
        found.append(Mention(number, mention.span, text, kind, name, office, countries, who, words, bare))
    return _persons_after_all(found, knowledge)


def _persons_after_all(mentions: list[Mention], knowledge: Knowledge) -> list[Mention]:
    """What no table knows, in one word, the family name of somebody in the text, also misspelt, is that person."""
    families = {m.words[-1] for m in mentions if m.words}

    def look(mention: Mention) -> Mention:
        words = folded(without_article(mention.text)).split()
        if mention.kind in (Kind.PERSON, Kind.PEOPLE) or mention.countries or len(words) != 1 or mention.bare.islower():
            return mention
        if not any(words[0] == family or close(words[0], family) for family in families):
            return mention
        if knowledge.organisation(mention.bare):
            return mention
        return replace(mention, kind=Kind.PERSON, name=mention.text, words=tuple(words))

    return [look(m) for m in mentions]


def _office_before(mentions: Sequence[Mention], knowledge: Knowledge, published: str | None) -> Office | None:
    """The office of the person mentioned last, as the text gives it or as known on the date."""
    for mention in reversed(mentions):
        if mention.kind is not Kind.PERSON:
            continue
        if mention.office:
            return replace(mention.office, country=None)
        if mention.name and (tenure := knowledge.person(mention.name, on=published)):
            return Office(tenure.office_class, tenure.sector, tenure.office)
    return None


def _same_person(a: Mention, b: Mention) -> bool | None:
    """Whether two mentions of persons can be one: yes, no, or nothing to tell by."""
    x, y = a.words, b.words
    if x and y:
        if len(x) > 1 and len(y) > 1:
            return None if set(x) & set(y) or close(x[-1], y[-1]) else False
        short, long = (x, y) if len(x) <= len(y) else (y, x)
        if short[0] in long:
            return True
        return close(short[0], long[-1])  # one misspelt, or another person
    return None


def _compatible(a: Mention, b: Mention) -> bool:
    """Whether nothing in their words forbids that two mentions are one actor."""
    if a.kind != b.kind and frozenset({a.kind, b.kind}) not in NEAR_KINDS:
        return False
    if a.kind is Kind.PERSON:
        if _same_person(a, b) is False:
            return False
        if a.office and b.office and not (a.name and b.name) and a.office.office_class != b.office.office_class:
            return False
    return not (a.countries and b.countries and not set(a.countries) & set(b.countries))


def gather(analysis: Analysis, mentions: Sequence[Mention]) -> list[list[int]]:
    """Mentions of the same actor: states by their code, others by the model's choice among the earlier ones."""
    scores = analysis.pairs["same_actor"]
    groups: list[list[int]] = []
    group_of: dict[int, int] = {}
    states: dict[str, int] = {}

    def start(i: int) -> None:
        group_of[i] = len(groups)
        groups.append([i])

    def join(i: int, group: int) -> None:
        group_of[i] = group
        groups[group].append(i)

    for i, mention in enumerate(mentions):
        if mention.kind is Kind.STATE and mention.countries:
            if mention.countries[0] in states:
                join(i, states[mention.countries[0]])
            else:
                states[mention.countries[0]] = len(groups)
                start(i)
            continue
        open_groups = {g for g, group in enumerate(groups) if all(_compatible(mentions[k], mention) for k in group)}
        fits = [j for j in range(i) if group_of[j] in open_groups]
        same = [j for j in range(i) if _same_words(mentions[j], mention) and _compatible(mentions[j], mention)]
        best = max(same or fits, key=lambda j: float(scores[i, j]), default=None)
        if best is not None and (same or scores[i, best] > scores[i, -1]):
            join(i, group_of[best])
        else:
            start(i)
    return groups


def _same_words(a: Mention, b: Mention) -> bool:
    """The same name, not just the same description."""
    if a.kind is Kind.PERSON:
        named = bool(a.words) and (a.words == b.words or bool(_same_person(a, b)))
        return named or (a.who is not None and a.who == b.who)
    return a.bare == b.bare and a.bare[:1].isupper()


def find_actors(
    analysis: Analysis, forms: Sequence[CountryForm], knowledge: Knowledge, *, published: str | None
) -> tuple[list[Actor], list[str]]:
    """Every actor in the order of its first mention, and of each mention its actor's id."""
    mentions = mentions_of(analysis, forms, knowledge, published=published)

    def actor(name: str, group: Sequence[int]) -> Actor:
        members = [mentions[i] for i in group]
        return _actor(name, members, Guess.of(analysis, forms, members), knowledge, published)

    found: dict[object, tuple[Actor, list[int]]] = {}
    for group in gather(analysis, mentions):
        one = actor(f"a{len(found) + 1}", group)
        key = _identity(one, knowledge, published)
        if key in found:  # two who turn out to be one
            known, others = found[key]
            found[key] = actor(known.id, sorted([*others, *group])), [*others, *group]
        else:
            found[key] = one, group
    actor_of = {i: one.id for one, group in found.values() for i in group}
    return [one for one, _ in found.values()], [actor_of[i] for i in range(len(mentions))]


def _identity(actor: Actor, knowledge: Knowledge, published: str | None) -> object:
    """What two groups of mentions have alike that are one person or one state; else something of its own."""
    if actor.kind is Kind.STATE and actor.country:
        return Kind.STATE, actor.country
    if actor.kind is Kind.PERSON and " " in actor.name:
        tenure = knowledge.person(actor.name, on=published, country=actor.country)
        return (tenure.person if tenure else actor.name).casefold(), actor.country
    if actor.kind in (Kind.ORGANIZATION, Kind.GROUP) and actor.name[:1].isupper():
        return actor.name.casefold(), actor.country
    return actor.id


@dataclass(frozen=True, slots=True)
class Guess:
    """What the model thinks of an actor, over all its mentions."""

    kind: Kind
    sector: str | None
    country: str | None

    @classmethod
    def of(cls, analysis: Analysis, forms: Sequence[CountryForm], members: Sequence[Mention]) -> "Guess":
        """The likeliest of each."""
        group = [m.number for m in members]
        kinds: dict[str, float] = defaultdict(float)
        for member in members:
            kinds[member.kind] += analysis.mentions[member.number].confidence
        sectors = CLASSES["sector"][1]
        sector = sectors[int(analysis.classes["sector"][list(group)].mean(axis=0).argmax())]
        countries: dict[str, float] = defaultdict(float)
        for row in softmax(analysis.pairs["country"][list(group)]):
            for form, p in zip(forms, row[:-1], strict=True):
                countries[form.iso3] += float(p)
            countries[""] += float(row[-1])
        country = max(countries, key=lambda c: countries[c], default="")
        return cls(Kind(max(kinds, key=lambda k: kinds[k])), None if sector == "none" else sector, country or None)


def _actor(name: str, members: Sequence[Mention], guess: Guess, knowledge: Knowledge, published: str | None) -> Actor:
    spans = tuple(m.span for m in members)
    if guess.kind is Kind.PERSON:
        return _person(name, members, guess, knowledge, published)
    named = Counter(c for m in members for c in m.countries[:1])
    country = named.most_common(1)[0][0] if named else guess.country
    if guess.kind is Kind.STATE:
        title = knowledge.country_name(country) if country else without_article(members[0].text)
        return Actor(name, title, Kind.STATE, country, "GOV", None, spans)
    return _body(name, members, guess, country, knowledge)


def _body(name: str, members: Sequence[Mention], guess: Guess, country: str | None, knowledge: Knowledge) -> Actor:
    """An organisation, a group or a people."""
    spans = tuple(m.span for m in members)
    if guess.kind is not Kind.PEOPLE:
        texts = sorted((without_article(m.text) for m in members), key=len, reverse=True)
        known = next(filter(None, (knowledge.organisation(t, country=country) for t in texts)), None)
        if known:
            return Actor(name, known.name, guess.kind, known.country, known.sector or guess.sector, None, spans)
    if guess.kind is Kind.PEOPLE:
        best = max((description(m.text) for m in members), key=len)
    else:
        # A name, rather than a description; then the fullest.
        best = max((body_name(m.text, knowledge) for m in members), key=lambda n: (n[:1].isupper(), len(n)))
    if best.islower() and " " not in best and not is_number(best) and country and not any(m.countries for m in members):
        best = f"{knowledge.adjective(country) or ''} {best}".strip()
    return Actor(name, best, guess.kind, None if guess.sector == "IGO" else country, guess.sector, None, spans)


def _person(name: str, members: Sequence[Mention], guess: Guess, knowledge: Knowledge, published: str | None) -> Actor:
    names = Counter(m.name for m in members if m.name)
    fullest = max(names, key=lambda n: (len(n.split()), names[n], -len(n)), default=None)
    office = next((m.office for m in members if m.office), None)
    own = next((m.countries[:1] for m in members if m.countries), ())
    tenure = _tenure(fullest, office, own, knowledge, published, likely=guess.country)
    country = next(iter(own), guess.country)
    basis = None
    if tenure and not fullest:
        basis = f"holder of the office on {published}: {tenure.basis}"
    title = fullest or (tenure.person if tenure else without_article(max((m.text for m in members), key=len)))
    if tenure and fullest and len(fullest.split()) < len(tenure.person.split()):
        title, basis = tenure.person, tenure.basis
    if tenure and basis is None and not office and tenure.basis.startswith(OWN_BASIS):
        basis = tenure.basis  # the office alone is looked up, but on nobody's word that is checked
    held: str | None = None
    sector = office.sector if office else None
    home = tenure.country if tenure else country or (office.country if office else None)
    if tenure and tenure.holds(published or "") is not False:
        held, sector = tenure.office, tenure.sector
    elif office and office.qualifier != "former":
        held = office.label
    of_state = home is not None and not home.startswith("X-")
    if sector is None:
        sector = "GOV" if tenure and of_state and guess.sector == "IGO" else guess.sector
    if not of_state or sector == "IGO":
        home = None
    return Actor(name, title, Kind.PERSON, home, sector, held, tuple(m.span for m in members), basis)


def _tenure(  # the likeliest state is only the model's: what the words say comes first
    name: str | None,
    office: Office | None,
    own: tuple[str, ...],
    knowledge: Knowledge,
    published: str | None,
    *,
    likely: str | None = None,
) -> Tenure | None:
    """Who it is, from the name, or from the office on the date.

    `own` is the state that the mentions themselves name, if any; `likely` the one that the text suggests.
    """
    kind = office.office_class if office else None
    country = (office.country if office else None) or next(iter(own), None)
    if name:
        states = [country] if country else [None, likely] if likely else [None]
        tries = [(state, office_class) for state in states for office_class in (kind, None)]
        found = (knowledge.person(name, on=published, country=c, office_class=k) for c, k in tries)
        return next((f for f in found if f), None)
    home = country or likely
    if office and office.qualifier is None and home:
        label = office.label  # another state may call the office otherwise
        return knowledge.holder(office.office_class, home, on=published, label=label) or knowledge.holder(
            office.office_class, home, on=published
        )
    return None
