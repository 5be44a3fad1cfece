"""What the database of the desk holds."""

from agdb.web.desk.models.event import Event
from agdb.web.desk.models.people import ContactPerson, Seat, User
from agdb.web.desk.models.record import Link, Record
from agdb.web.desk.models.work import DataRequest, HandIn, InsideNote, Proposal, SentReminder

__all__ = [
    "ContactPerson",
    "DataRequest",
    "Event",
    "HandIn",
    "InsideNote",
    "Link",
    "Proposal",
    "Record",
    "Seat",
    "SentReminder",
    "User",
]
