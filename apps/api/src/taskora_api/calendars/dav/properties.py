"""What is said of each kind of resource, by the names of properties."""

from collections.abc import Callable, Mapping

from taskora_api.calendars.dav import names
from taskora_api.calendars.dav.context import Context
from taskora_api.calendars.dav.etags import etag_of
from taskora_api.calendars.dav.names import caldav, dav
from taskora_api.calendars.dav.xml import Element, element, href
from taskora_api.calendars.store import Calendar, Property, StoredTask
from taskora_api.calendars.todo.layout import TEXT_BYTES_MAX
from taskora_api.calendars.todo.writing import render

Properties = Mapping[str, Callable[[], Element]]
OBJECT_TYPE = "text/calendar; charset=utf-8; component=vtodo"
TOKEN_PREFIX = "urn:x-taskora:sync:"  # noqa: S105 - it begins the name of a state.
REPORTS = (
    caldav("calendar-query"),
    caldav("calendar-multiget"),
    dav("sync-collection"),
)
# RFC 4790: how text is compared.
COLLATIONS = ("i;ascii-casemap", "i;octet", "i;unicode-casemap")
SET_BY_PEOPLE = {
    names.COLOUR: Property.COLOUR,
    names.DESCRIPTION: Property.DESCRIPTION,
    names.ORDER: Property.ORDER,
    names.ZONE: Property.ZONE,
}


def root_properties(context: Context) -> Properties:
    """Describe where the application is mounted."""
    return {
        names.RESOURCETYPE: lambda: _types(dav("collection")),
        names.DISPLAYNAME: lambda: element(names.DISPLAYNAME, text="Taskora"),
        **_of_everything(context),
    }


def principal_properties(context: Context) -> Properties:
    """Describe the person (RFC 3744, RFC 4791 section 6.2)."""
    principal, home = context.path(context.principal), context.path(context.home)
    return {
        names.RESOURCETYPE: lambda: _types(dav("collection"), dav("principal")),
        names.DISPLAYNAME: lambda: element(names.DISPLAYNAME, text=context.person.name),
        dav("principal-URL"): lambda: element(dav("principal-URL"), href(principal)),
        caldav("calendar-home-set"): lambda: element(caldav("calendar-home-set"), href(home)),
        caldav("calendar-user-address-set"): lambda: element(
            caldav("calendar-user-address-set"), href(principal)
        ),
        **_of_everything(context),
    }


def home_properties(context: Context) -> Properties:
    """Describe the collection of calendars."""
    return {
        names.RESOURCETYPE: lambda: _types(dav("collection")),
        names.DISPLAYNAME: lambda: element(names.DISPLAYNAME, text=context.person.name),
        dav("owner"): lambda: element(dav("owner"), href(context.path(context.principal))),
        dav("current-user-privilege-set"): lambda: _privileges(can_write=True),
        **_of_everything(context),
    }


def calendar_properties(context: Context, calendar: Calendar) -> Properties:
    """Describe a calendar."""
    return {
        names.RESOURCETYPE: lambda: _types(dav("collection"), caldav("calendar")),
        names.DISPLAYNAME: lambda: element(names.DISPLAYNAME, text=calendar.name),
        names.CTAG: lambda: element(names.CTAG, text=token_of(calendar.revision)),
        dav("sync-token"): lambda: element(dav("sync-token"), text=token_of(calendar.revision)),
        dav("owner"): lambda: element(dav("owner"), href(context.path(context.principal))),
        dav("current-user-privilege-set"): lambda: _privileges(can_write=calendar.can_write),
        dav("supported-report-set"): _reports,
        names.COMPONENTS: lambda: element(names.COMPONENTS, element(caldav("comp"), name="VTODO")),
        caldav("supported-calendar-data"): _supported_data,
        caldav("supported-collation-set"): lambda: element(
            caldav("supported-collation-set"),
            *(element(caldav("supported-collation"), text=each) for each in COLLATIONS),
        ),
        caldav("max-resource-size"): lambda: element(
            caldav("max-resource-size"), text=str(TEXT_BYTES_MAX)
        ),
        **_of_everything(context),
        **{
            name: _text(name, calendar.properties[known])
            for name, known in SET_BY_PEOPLE.items()
            if known in calendar.properties
        },
    }


def object_properties(context: Context, stored: StoredTask) -> Properties:
    """Describe a task; its text is written only where somebody asks for it."""

    def text() -> bytes:
        return render(stored.task, stored.text, stored.version)

    return {
        names.GETETAG: lambda: element(names.GETETAG, text=etag_of(stored)),
        names.RESOURCETYPE: lambda: element(names.RESOURCETYPE),
        dav("getcontenttype"): lambda: element(dav("getcontenttype"), text=OBJECT_TYPE),
        dav("getcontentlength"): lambda: element(dav("getcontentlength"), text=str(len(text()))),
        names.CALENDAR_DATA: lambda: element(names.CALENDAR_DATA, text=text().decode()),
        dav("current-user-principal"): lambda: _current_user(context),
    }


def token_of(revision: str) -> str:
    """Give a state of a calendar as the URI that RFC 6578 wants."""
    return TOKEN_PREFIX + revision


def _of_everything(context: Context) -> Properties:
    return {
        dav("current-user-principal"): lambda: _current_user(context),
        dav("principal-collection-set"): lambda: element(
            dav("principal-collection-set"), href(f"{context.root}/principals/")
        ),
    }


def _current_user(context: Context) -> Element:
    return element(dav("current-user-principal"), href(context.path(context.principal)))


def _text(name: str, text: str) -> Callable[[], Element]:
    return lambda: element(name, text=text)


def _types(*kinds: str) -> Element:
    return element(names.RESOURCETYPE, *map(element, kinds))


def _reports() -> Element:
    return element(
        dav("supported-report-set"),
        *(
            element(dav("supported-report"), element(dav("report"), element(each)))
            for each in REPORTS
        ),
    )


def _privileges(*, can_write: bool) -> Element:
    granted = ["read", "read-current-user-privilege-set"]
    if can_write:
        granted += ["write", "write-content", "write-properties", "bind", "unbind"]
    return element(
        dav("current-user-privilege-set"),
        *(element(dav("privilege"), element(dav(each))) for each in granted),
    )


def _supported_data() -> Element:
    kind = {"content-type": "text/calendar", "version": "2.0"}
    return element(caldav("supported-calendar-data"), element(caldav("calendar-data"), **kind))
