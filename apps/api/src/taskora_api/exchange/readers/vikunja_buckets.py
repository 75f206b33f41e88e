"""Buckets of a Vikunja project: who is in which, as exports before and since version 0.24 say it.

Older ones write `bucket_id` into each task. Since then a project has views with buckets of their
own, and `task_buckets` say which task is in which bucket of which view. A task has one section
here, so one view gives the sections.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from taskora_api.exchange.cleaning import text_of
from taskora_api.exchange.files import objects_of

Raw = dict[str, object]
# What JSON has for a view or bucket that is none.
_NONE = {"", "0"}


@dataclass(frozen=True, slots=True)
class Buckets:
    """The buckets that become sections, and by the ids of tasks where each is.

    `others` are the titles of buckets of other views in which a task is as well.
    """

    buckets: list[Raw]
    members: Mapping[str, str]
    others: Mapping[str, list[str]]

    def of(self, task: Raw) -> str | None:
        """Give the bucket of a task."""
        own = text_of(task.get("bucket_id"))
        return self.members.get(text_of(task.get("id"))) or (None if own in _NONE else own)


def buckets_of(project: Raw) -> Buckets:
    """Take the buckets of the view in which most tasks are, of two alike that which comes first."""
    buckets = objects_of(project.get("buckets"))
    views = {_id(each, "id"): _id(each, "project_view_id") for each in buckets}
    placed = [
        (_id(each, "task_id"), _id(each, "bucket_id"))
        for each in objects_of(project.get("task_buckets"))
    ]
    placed = [(task, bucket) for task, bucket in placed if bucket in views]
    sizes = dict.fromkeys(views.values(), 0)
    for _, bucket in placed:
        sizes[views[bucket]] += 1
    chosen = max(sizes, key=lambda view: sizes[view], default="")
    titles = {_id(each, "id"): text_of(each.get("title")) for each in buckets}
    others: dict[str, list[str]] = {}
    for task, bucket in placed:
        if views[bucket] != chosen:
            others.setdefault(task, []).append(titles[bucket])
    kept = [each for each in buckets if views[_id(each, "id")] == chosen]
    return Buckets(
        sorted(kept, key=_position),
        {task: bucket for task, bucket in placed if views[bucket] == chosen},
        others,
    )


def _position(bucket: Raw) -> float:
    value = bucket.get("position")
    return float(value) if isinstance(value, int | float) else 0.0


def _id(raw: Raw, name: str) -> str:
    return text_of(raw.get(name))
