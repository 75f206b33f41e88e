"""Comments on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from taskora_api.text import NOTES_LENGTH_MAX, SafeText
from taskora_api.wire import RequestBody, ResponseBody

COMMENTS_MAX = 1000

CommentText = Annotated[SafeText, StringConstraints(min_length=1, max_length=NOTES_LENGTH_MAX)]


class Comment(ResponseBody):
    """What a member says about a task, in Markdown."""

    id: UUID
    space_id: UUID
    task_id: UUID
    author_id: str
    text: str
    created_at: datetime
    edited_at: datetime | None


class CommentList(ResponseBody):
    """The comments on a task, the oldest first."""

    items: list[Comment]


class CommentBody(RequestBody):
    """What is said."""

    text: CommentText
