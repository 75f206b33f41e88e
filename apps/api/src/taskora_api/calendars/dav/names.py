"""Names of XML: the namespaces, and what is written more than once."""

DAV = "DAV:"
CALDAV = "urn:ietf:params:xml:ns:caldav"
CALENDAR_SERVER = "http://calendarserver.org/ns/"
APPLE = "http://apple.com/ns/ical/"
TASKORA = "urn:x-taskora"
PREFIXES = {"d": DAV, "c": CALDAV, "cs": CALENDAR_SERVER, "a": APPLE, "t": TASKORA}


def dav(name: str) -> str:
    """Give a name of RFC 4918 and its extensions."""
    return f"{{{DAV}}}{name}"


def caldav(name: str) -> str:
    """Give a name of RFC 4791."""
    return f"{{{CALDAV}}}{name}"


CALENDAR_DATA = caldav("calendar-data")
GETETAG = dav("getetag")
HREF = dav("href")
PROP = dav("prop")
RESOURCETYPE = dav("resourcetype")
DISPLAYNAME = dav("displayname")
CTAG = f"{{{CALENDAR_SERVER}}}getctag"
COLOUR = f"{{{APPLE}}}calendar-color"
ORDER = f"{{{APPLE}}}calendar-order"
DESCRIPTION = caldav("calendar-description")
ZONE = caldav("calendar-timezone")
COMPONENTS = caldav("supported-calendar-component-set")
