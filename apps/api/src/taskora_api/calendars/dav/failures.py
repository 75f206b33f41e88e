"""What goes wrong, as an answer: a status and the precondition that was not met."""

from collections.abc import Mapping

from starlette.responses import Response

from taskora_api.calendars.dav.names import caldav, dav
from taskora_api.calendars.dav.xml import CONTENT_TYPE, Element, element, write_xml
from taskora_api.calendars.errors import (
    CalendarError,
    CalendarExistsError,
    CalendarKeptError,
    CalendarMissingError,
    ChangedMeanwhileError,
    Code,
    ReadOnlyError,
    StoreError,
    SyncTokenError,
)

_CODE = "{urn:x-taskora}code"
_PRECONDITIONS = {
    Code.TEXT: "valid-calendar-data",
    Code.TOO_LARGE: "max-resource-size",
    Code.COMPONENT: "supported-calendar-component",
    Code.VALUE: "valid-calendar-data",
    Code.ZONE: "valid-calendar-data",
    Code.RULE: "valid-calendar-data",
    Code.OCCURRENCE: "valid-calendar-object-resource",
}


class DavError(Exception):
    """A request that is refused with a status, and perhaps a precondition (RFC 4918 section 16)."""

    def __init__(
        self,
        status: int,
        detail: str,
        precondition: Element | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.precondition = precondition
        self.headers = headers or {}


def not_found() -> DavError:
    """Answer a foreign address as one that nobody has."""
    return DavError(404, "There is nothing at this address.")


def precondition_failed() -> DavError:
    """Answer a change of what has changed meanwhile."""
    return DavError(412, "The task is not in the version that was named. Nothing was changed.")


def uid_taken(path: str) -> DavError:
    """Answer a UID that another object has (RFC 4791 section 5.3.2.1)."""
    return DavError(
        403,
        "Another task of this calendar has the UID. Nothing was changed.",
        element(caldav("no-uid-conflict"), element(dav("href"), text=path)),
    )


def of_calendar_error(error: CalendarError) -> DavError:
    """Answer a text that is refused, with our code beside the precondition."""
    status = 413 if error.code is Code.TOO_LARGE else 403
    return DavError(status, str(error), element(caldav(_PRECONDITIONS[error.code])))


def of_store_error(error: StoreError) -> DavError:
    """Answer what the store refuses."""
    match error:
        case CalendarMissingError():
            return not_found()
        case ChangedMeanwhileError():
            return precondition_failed()
        case CalendarExistsError():
            return DavError(
                405,
                "There is a calendar at this address. Nothing was changed.",
                element(dav("resource-must-be-null")),
            )
        case CalendarKeptError():
            return DavError(
                403,
                "This calendar is that of a space, which no program deletes.",
                element(dav("need-privileges")),
            )
        case ReadOnlyError():
            return DavError(
                403, "This calendar is yours to read only.", element(dav("need-privileges"))
            )
        case SyncTokenError():
            return DavError(
                403,
                "The token is too old or of another calendar. Synchronise once without one.",
                element(dav("valid-sync-token")),
            )
    raise error


def error_response(error: DavError, code: str | None = None) -> Response:
    """Write an answer."""
    root = element(dav("error"))
    if error.precondition is not None:
        root.append(error.precondition)
    if code is not None:
        root.append(element(_CODE, text=code))
    root.append(element(dav("responsedescription"), text=error.detail))
    return Response(write_xml(root), error.status, error.headers, CONTENT_TYPE)
