"""What is known beforehand: states, offices and who held them when, organisations, phrases."""

from .countries import CountryForm
from .knowledge import Knowledge, load
from .offices import Office
from .organisations import Organisation, OrganisationMention
from .own import Own
from .phrases import Phrase
from .tenure import Tenure

__all__ = [
    "CountryForm",
    "Knowledge",
    "Office",
    "Organisation",
    "OrganisationMention",
    "Own",
    "Phrase",
    "Tenure",
    "load",
]
