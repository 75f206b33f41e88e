"""The one form that every change has: two states, of which the second says only what differs."""

from datetime import UTC, datetime
from uuid import UUID

from taskora_api.ledger.chain import Sealed
from taskora_api.ledger.entries import BASELINE, Act, Actor, ChangeKind, Entity, Origin, entry_of
from taskora_api.ledger.head import Head
from taskora_api.ledger.outcomes import Outcome

ID = UUID("5d0e8a0e-0000-8000-8000-000000000001")
NOW = datetime(2026, 11, 30, tzinfo=UTC)
BEFORE = {"title": "a", "notes": "n", "tags": ["home"]}
AFTER = {"title": "b", "notes": "n", "tags": []}


def test_what_was_there_before_and_after_is_kept_by_what_differs() -> None:
    entry = entry_of(Entity.TASK, ID, BEFORE, AFTER)
    assert (entry.before, entry.after) == (BEFORE, {"title": "b", "tags": []})
    assert entry.state == AFTER


def test_what_is_new_or_gone_is_kept_whole() -> None:
    added, deleted = entry_of(Entity.TASK, ID, None, AFTER), entry_of(Entity.TASK, ID, BEFORE, None)
    assert (added.before, added.after, added.state) == (None, AFTER, AFTER)
    assert (deleted.before, deleted.after, deleted.state) == (BEFORE, None, None)


def test_an_outcome_says_whether_an_entity_comes_or_goes() -> None:
    entries = [
        entry_of(Entity.TASK, ID, None, AFTER),
        entry_of(Entity.TASK, ID, BEFORE, None),
        entry_of(Entity.TASK, ID, BEFORE, AFTER),
    ]
    outcomes = [Outcome(Entity.TASK, ID, each, ["title"]) for each in (*entries, None)]
    assert [each.is_coming for each in outcomes] == [True, False, False, False]
    assert [each.is_going for each in outcomes] == [False, True, False, False]
    assert outcomes[0].kept() == Outcome(Entity.TASK, ID, None, [])
    assert outcomes[0].kept(["notes"]) == Outcome(Entity.TASK, ID, None, ["notes"])


def test_an_actor_alone_is_an_origin_without_a_tool() -> None:
    named = Origin(Actor.MCP, "createTask", {"title": "a"})
    assert Act.of("ada", named, NOW) == Act("ada", named, NOW)
    assert Act.of("ada", Actor.WEB, NOW) == Act("ada", Origin(Actor.WEB), NOW)


def test_the_next_entry_follows_the_last() -> None:
    assert Head(ID, Sealed(7, b"hash", b"digest")).next_sequence == 8


def test_names_that_are_stored_never_change() -> None:
    assert [each.value for each in Entity] == [
        *("task", "project", "section", "comment", "relation", "view", "reminder"),
        *("space", "member"),
    ]
    assert [each.value for each in Actor] == ["web", "chat", "mcp", "api", "caldav", "import"]
    assert [BASELINE, *(each.value for each in ChangeKind)] == [
        *("baseline", "added", "changed", "completed", "reopened", "deleted", "moved", "undone"),
    ]


def test_acts_are_equal_whatever_makes_their_ids() -> None:
    one = Act.of("ada", Actor.WEB, NOW)
    other = Act("ada", Origin(Actor.WEB), NOW, new_id=lambda: ID)
    assert one == other
    assert "new_id" not in repr(other)
