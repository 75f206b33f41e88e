"""Ids by the order of things, for formats that have none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from taskora_api.exchange.documents import Kind, TaskDocument
from taskora_api.exchange.losses.loss import Step
from taskora_api.exchange.parts import parts_of

_TARGETS = {
    "project_id": Kind.PROJECT,
    "section_id": Kind.SECTION,
    **dict.fromkeys(("parent_id", "task_id", "from_id", "to_id"), Kind.TASK),
}
_REFERENCES = {
    Kind.PROJECT: (),
    Kind.SECTION: ("project_id",),
    Kind.TASK: ("project_id", "section_id", "parent_id"),
    Kind.COMMENT: ("task_id",),
    Kind.RELATION: ("from_id", "to_id"),
    Kind.REMINDER: ("task_id",),
}


def numbered(*kinds: Kind) -> Step:
    """Make a step that names things of these kinds by their places: `task 1`, `task 2`."""

    def step(document: TaskDocument, _now: datetime) -> TaskDocument:
        parts = parts_of(document)
        names = {
            kind: {
                each.source_id: f"{kind} {number}" if kind in kinds else each.source_id
                for number, each in enumerate(parts[kind], start=1)
            }
            for kind in Kind
        }
        renamed: dict[str, Any] = {
            f"{kind}s": tuple(_renamed(each, kind, names) for each in parts[kind]) for kind in Kind
        }
        return replace(document, **renamed)

    return step


def _renamed(entity: object, kind: Kind, names: Mapping[Kind, Mapping[str, str]]) -> object:
    changes: dict[str, str | None] = {
        field: names[_TARGETS[field]].get(getattr(entity, field)) for field in _REFERENCES[kind]
    }
    own = getattr(entity, "source_id")  # noqa: B009 - one of six types.
    return replace(entity, source_id=names[kind][own], **changes)  # type: ignore[type-var]
