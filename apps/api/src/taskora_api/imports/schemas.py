"""Imports on the wire."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from taskora_api.exchange.assembling import Action, Verdict
from taskora_api.exchange.documents import Kind, Source
from taskora_api.exchange.reasons import Reason
from taskora_api.wire import ResponseBody


class RowKind(StrEnum):
    """What a row of a file is about."""

    PROJECT = Kind.PROJECT.value
    SECTION = Kind.SECTION.value
    TASK = Kind.TASK.value
    COMMENT = Kind.COMMENT.value
    RELATION = Kind.RELATION.value
    REMINDER = Kind.REMINDER.value


class RowRemark(ResponseBody):
    """Something of a row that is lost."""

    reason: Reason
    sentence: str


class ImportedRow(ResponseBody):
    """What becomes of a row of the file, and why."""

    # Where it stands in the file.
    place: str
    kind: RowKind
    action: Action
    reason: Reason
    sentence: str
    title: str
    # By what its file names it; null where it gives nothing.
    source_id: str | None
    remarks: list[RowRemark]

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """Make it of a verdict."""
        return cls(
            place=verdict.place,
            kind=RowKind(verdict.kind.value),
            action=verdict.action,
            reason=verdict.reason,
            sentence=verdict.sentence,
            title=verdict.title[:100],
            source_id=verdict.source_id,
            remarks=[
                RowRemark(reason=each.reason, sentence=each.sentence) for each in verdict.remarks
            ],
        )


class RowCounts(ResponseBody):
    """How many rows there are of each action."""

    create: int
    known: int
    skip: int
    error: int


class ImportReport(ResponseBody):
    """What an import has done, or would do: then `planId` names the plan that does it."""

    source: Source
    space_id: UUID
    counts: RowCounts
    change_id: UUID | None
    plan_id: UUID | None
    expires_at: datetime | None
    # Empty where the answer to a request that was sent before is given again.
    rows: list[ImportedRow]


def counts_of(verdicts: Sequence[Verdict]) -> RowCounts:
    """Count verdicts by what is done."""
    counted = Counter(each.action for each in verdicts)
    return RowCounts(**{action.value: counted[action] for action in Action})
