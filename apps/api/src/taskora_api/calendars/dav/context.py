"""What a handler is given: the request, who asks, and the store."""

from collections.abc import Mapping
from dataclasses import dataclass

from taskora_api.calendars.dav.addresses import Address, Kind
from taskora_api.calendars.dav.failures import DavError, not_found
from taskora_api.calendars.dav.xml import Element, XmlError, read_xml
from taskora_api.calendars.store import Calendar, CalendarStore, Person, StoredTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A request of somebody who was let in, for something that is theirs."""

    store: CalendarStore
    person: Person
    address: Address
    headers: Mapping[str, str]
    body: bytes
    # The path at which the application is mounted.
    root: str

    @property
    def principal(self) -> Address:
        """The address of the person."""
        return Address(Kind.PRINCIPAL, self.person.id)

    @property
    def home(self) -> Address:
        """The address of the person's calendars."""
        return Address(Kind.HOME, self.person.id)

    def path(self, address: Address) -> str:
        """Give the path of an address."""
        return address.path(self.root)

    def xml(self) -> Element | None:
        """Read the body, None where there is none; a `DavError` 400 for what is no XML."""
        if not self.body.strip():
            return None
        try:
            return read_xml(self.body)
        except XmlError as error:
            raise DavError(400, str(error)) from None

    async def calendar(self) -> Calendar:
        """Give the calendar of the address."""
        return await self.store.calendar(self.person, self.address.slug)

    async def stored(self) -> StoredTask | None:
        """Give the task at the address, if it is there."""
        slug, name = self.address.slug, self.address.name
        found = await self.store.named(self.person, slug, [name])
        return found[0] if found else None

    async def require_stored(self) -> StoredTask:
        """Give the task at the address, or a `DavError` 404."""
        stored = await self.stored()
        if stored is None:
            raise not_found()
        return stored
