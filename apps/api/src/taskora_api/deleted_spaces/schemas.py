"""Deleted spaces on the wire."""

from datetime import datetime, timedelta
from uuid import UUID

from taskora_api.wire import ResponseBody

# As long as what is in the trash.
SPACE_LIFETIME = timedelta(days=30)


class DeletedSpace(ResponseBody):
    """A space that one of its owners can restore."""

    id: UUID
    name: str
    deleted_by: str
    deleted_at: datetime
    restorable_until: datetime


class DeletedSpaceList(ResponseBody):
    """All deleted spaces of which a person is an owner, the latest first."""

    items: list[DeletedSpace]
