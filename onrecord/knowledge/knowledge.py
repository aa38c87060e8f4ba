"""What is known beforehand, in one object."""

from functools import cache, cached_property

from .countries import Countries, CountryForm
from .holders import Holders
from .offices import Office, Offices
from .organisations import Organisation, OrganisationMention, Organisations
from .own import Own
from .phrases import Patterns, Phrase, Sectors, reporting_forms
from .table import rows
from .tenure import Tenure


class Knowledge:
    """States, offices and their holders, organisations and phrases, as the package's tables give them.

    Of holders the user's rows go before those of the tables. Tables are read when first asked, and kept.
    """

    def __init__(self, own: Own | None = None) -> None:
        self.own = own

    @cached_property
    def _countries(self) -> Countries:
        return Countries()

    @cached_property
    def _offices(self) -> Offices:
        return Offices(self._first_country)

    @cached_property
    def _holders(self) -> Holders:
        sectors = {office_class: sector or None for office_class, sector, *_ in reversed(list(rows("offices.tsv")))}
        sectors |= {office_class: sector for office_class, sector, *_ in rows("portfolios.tsv")}
        return Holders(sectors, self.own.rows if self.own else ())

    @cached_property
    def _organisations(self) -> Organisations:
        return Organisations(self._countries)

    @cached_property
    def _sectors(self) -> Sectors:
        return Sectors()

    @cached_property
    def _evidence(self) -> Patterns:
        return Patterns("evidence.tsv")

    @cached_property
    def _silence(self) -> Patterns:
        return Patterns("silence.tsv")

    @cached_property
    def reporting(self) -> dict[str, str]:
        """Lower-case forms of reporting verbs and nouns ("denied", "claim of responsibility"), with their usual act."""
        return reporting_forms()

    def country_forms(self, text: str) -> list[CountryForm]:
        """Every state named in a text, by name, adjective, demonym, capital, metonym, region or city, in order."""
        return self._countries.find(text)

    def country_name(self, iso3: str) -> str:
        """The short English name of a state; the code itself where it is not known."""
        return self._countries.name(iso3) or iso3

    def within(self, iso3: str) -> str | None:
        """The name of a state as it stands after "of" or "to": "the United States", "Russia"."""
        return self._countries.within(iso3)

    def state_forms(self, iso3: str) -> list[str]:
        """How texts write a state itself: neither its people nor its cities."""
        return self._countries.forms(iso3)

    def adjective(self, iso3: str) -> str | None:
        """The adjective of a state: "Russian", "South Korean"."""
        return self._countries.adjective(iso3)

    def country(self, form: str) -> str | None:
        """The ISO code of a state whose name, adjective or metonym is the whole of `form`."""
        found = self._countries.form(form)
        return found[0] if found else None

    def state(self, words: str) -> str | None:
        """The code of the state that a code or a name is; a body's own code (X-UN) stands for itself."""
        return self._countries.code(words) or (words if words in self._holders.bodies() else None)

    def office(self, title: str) -> Office | None:
        """The office that a title names: "French Minister of Armed Forces" is of class "defence", sector MIL."""
        return self._offices.find(title)

    def person(
        self, name: str, *, on: str | None, country: str | None = None, office_class: str | None = None
    ) -> Tenure | None:
        """The tenure that a name means on an ISO date, only where one person fits; see `Holders.person`."""
        return self._holders.person(name, on=on, country=country, office_class=office_class)

    def holder(self, office_class: str, country: str, *, on: str | None, label: str | None = None) -> Tenure | None:
        """Who held an office of a state or body on an ISO date; None where that is not known.

        "leader" is the office that leads that state. `label` tells apart offices of one class ("Kremlin spokesman").
        """
        office_class = self._headed(office_class, country)
        found = self._holders.holder(office_class, country, on=on, label=label)
        if found is None and office_class == "head-of-state":
            found = self._holders.holder("monarch", country, on=on, label=label)
        return found

    def holders(self, office_class: str, country: str, *, label: str | None = None) -> list[Tenure]:
        """Everybody known to have held an office, in order of their start; what is asked for is as in `holder`."""
        office_class = self._headed(office_class, country)
        found = self._holders.seat(office_class, country, label)
        return found or (self._holders.seat("monarch", country, label) if office_class == "head-of-state" else [])

    def homes(self, office: Office) -> set[str]:
        """The states and bodies of which somebody is known to have held an office of this name."""
        return self._holders.homes(office.office_class, office.label)

    def bearers(self, name: str) -> list[list[Tenure]]:
        """The tenures of each person whom a full name or a surname may mean, the most prominent person first."""
        return self._holders.bearers(name)

    def tenures(self, person: str) -> list[Tenure]:
        """All tenures known of a person, by QID or full name, in order of their start."""
        return self._holders.tenures(person)

    def organisation(self, mention: str, *, country: str | None = None) -> Organisation | None:
        """The body or group that a mention names, or the institution of a state that it describes.

        "Turkey's foreign ministry" is "Ministry of Foreign Affairs of Turkey". `country` is the state meant where a
        mention names none ("the foreign ministry").
        """
        return self._organisations.find(mention, country)

    def forms(self, organisation: Organisation) -> list[str]:
        """How texts write an organisation, its name first."""
        return self._organisations.forms(organisation)

    def organisations_in(self, text: str) -> list[OrganisationMention]:
        """Every organisation or group that a text names, in order; not the institutions that it only describes."""
        return self._organisations.find_all(text)

    def sector(self, phrase: str) -> tuple[str, str] | None:
        """The PLOVER sector and the kind of actor of a describing mention: "two soldiers" is ("MIL", "people")."""
        found = self._sectors.find(phrase)
        if found is None and any(form.kind == "demonym" for form in self._countries.find(phrase)):
            return "CVL", "people"
        return found

    def evidence_phrases(self, text: str) -> list[Phrase]:
        """What a text says of evidence: values "none-offered", "offered", "confirmed", "unconfirmed"."""
        return self._evidence.find(text)

    def silence_phrases(self, text: str) -> list[Phrase]:
        """Where a text says that somebody said nothing: values "declined", "no-reply", "no-comment"."""
        return self._silence.find(text)

    def _headed(self, office_class: str, country: str) -> str:
        return self._countries.leader(country) if office_class == "leader" else office_class

    def _first_country(self, text: str) -> str | None:
        for form in self._countries.find(text):
            return self._countries.within(form.iso3)
        return None


def load(own: Own | None = None) -> Knowledge:
    """The knowledge that ships with the package, with the user's rows if there are any; the same object every time."""
    return _loaded(own)


@cache
def _loaded(own: Own | None) -> Knowledge:
    return Knowledge(own)
