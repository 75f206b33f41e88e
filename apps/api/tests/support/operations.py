"""Every operation of the API, taken from its document, with a request that would be valid."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from taskora_api.openapi import DOCUMENT

PUBLIC = {"getHealth", "getReadiness"}
# They are sent with POST for the sake of their body, and change nothing.
QUESTIONS = {"parseText"}
_BODIES: dict[str, dict[str, Any]] = {
    "createTask": {"title": "buy milk"},
    "updateTask": {"title": "buy oat milk"},
    "changeTasks": {"filter": "title:milk", "addTags": ["home"]},
    "createView": {"name": "today", "filter": "today"},
    "updateView": {"name": "tomorrow"},
    "parseText": {"text": "buy milk tomorrow"},
    "placeTask": {"afterId": str(uuid4())},
    "skipOccurrence": {"occurrenceOn": "2027-06-01"},
    "pauseSeries": {"startOn": "2027-06-10", "resumedOn": "2027-06-20"},
    "resumeSeries": {"resumedOn": "2027-06-12"},
    "splitSeries": {"occurrenceOn": "2027-06-04", "changes": {"title": "mine"}},
    "moveTask": {"spaceId": str(uuid4())},
    "createSpace": {"name": "household"},
    "updateSpace": {"name": "house"},
    "updateMember": {"role": "viewer"},
    "createInvitation": {"role": "editor"},
    "acceptInvitation": {"secret": "tski_" + "x" * 40},
    "createProject": {"name": "kitchen"},
    "updateProject": {"name": "bath"},
    "createSection": {"name": "floor"},
    "updateSection": {"name": "wall"},
    "createComment": {"text": "two of them"},
    "updateComment": {"text": "three of them"},
    "createRelation": {"toId": str(uuid4()), "kind": "blocks"},
    "createAppPassword": {"name": "phone"},
    "createCalendarFeed": {"name": "calendar"},
    "createReminder": {"minutesBefore": 10},
    "replaceReminder": {"minutesBefore": 20},
    "replaceReminderSettings": {"timeZone": "UTC"},
    "updateReadingSettings": {"weekStart": 6},
    "createChannel": {"kind": "webhook", "name": "mine", "address": "https://hook.example/1"},
    "verifyChannel": {"code": "12345678"},
    "createAccessToken": {"name": "laptop", "scopes": ["tasks:read"], "expiresInDays": 30},
    "renameConversation": {"title": "groceries"},
    "sendChatMessage": {"conversationId": str(uuid4()), "text": "list", "timeZone": "UTC"},
}


# What has to be asked for.
QUERIES = {
    "getTaskSummary": {"today": "2026-11-28"},
    "exportSpace": {"format": "taskora-json"},
    "importFile": {"source": "markdown"},
}
# What is no JSON.
_FILES = {"importFile": b"- [ ] buy milk"}


@dataclass(frozen=True)
class Operation:
    """One way to call the API."""

    name: str
    method: str
    path: str

    @property
    def body(self) -> dict[str, Any] | None:
        """Return a body that the operation takes."""
        return _BODIES.get(self.name)

    @property
    def file(self) -> bytes | None:
        """Return a file that the operation takes in place of a body."""
        return _FILES.get(self.name)

    @property
    def has_id(self) -> bool:
        """Say whether the address names an object."""
        return "{id}" in self.path

    def url(self, identifier: str = "", **others: str) -> str:
        """Return the path with ids in it."""
        path = self.path.replace("{id}", identifier or str(uuid4()))
        path = path.replace("{memberId}", others.get("memberId", "somebody"))
        path = path.replace("{invitationId}", others.get("invitationId", str(uuid4())))
        return path.replace("{sequence}", "1")


def all_operations() -> list[Operation]:
    """List what the document of the API lists."""
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return [
        Operation(operation["operationId"], method.upper(), path)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]


def id_queries() -> list[tuple[Operation, str]]:
    """Every parameter in the query of a reading address that is an id."""
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return [
        (operation, parameter["name"])
        for operation in all_operations()
        for parameter in document["paths"][operation.path][operation.method.lower()].get(
            "parameters", []
        )
        if parameter["in"] == "query" and operation.method == "GET" and _is_id(parameter["schema"])
    ]


def _is_id(schema: dict[str, Any]) -> bool:
    return any(each.get("format") == "uuid" for each in (schema, *schema.get("anyOf", ())))


PROTECTED = [operation for operation in all_operations() if operation.name not in PUBLIC]
WITH_ID = [operation for operation in PROTECTED if "{id}" in operation.path]
WITH_BODY = [operation for operation in PROTECTED if operation.body is not None]
MUTATIONS = [
    operation
    for operation in PROTECTED
    if operation.method != "GET" and operation.name not in QUESTIONS
]
