"""The entries of a ledger, done again, give what was there."""

from uuid import UUID

from taskora_api.ledger.entries import Entity, Entry
from taskora_api.ledger.replay import Replay, replay

ONE = UUID("5d0e8a0e-0000-8000-8000-000000000001")
OTHER = UUID("5d0e8a0e-0000-8000-8000-000000000002")
ADDED = Entry(Entity.TASK, ONE, None, {"title": "a", "notes": "n"})
RENAMED = Entry(Entity.TASK, ONE, {"title": "a", "notes": "n"}, {"title": "b"})
DELETED = Entry(Entity.TASK, ONE, {"title": "b", "notes": "n"}, None)
KEY = (Entity.TASK, ONE)


def test_each_entry_gives_the_whole_state_after_it() -> None:
    beside = Entry(Entity.PROJECT, OTHER, None, {"name": "p"})
    place = {(Entity.PROJECT, OTHER): {"name": "p"}}
    assert replay([ADDED, beside]) == {KEY: ADDED.after, **place}
    assert replay([ADDED, beside, RENAMED]) == {KEY: {"title": "b", "notes": "n"}, **place}
    assert replay([ADDED, beside, RENAMED, DELETED]) == place


def test_what_was_erased_is_unknown_until_a_whole_state_comes() -> None:
    done = Replay()
    done.do(ADDED)
    done.do(RENAMED, is_erased=True)
    assert (done.states, done.unknown) == ({}, {KEY})
    done.do(ADDED)
    assert (done.states, done.unknown) == ({}, {KEY})
    done.do(RENAMED)
    assert (done.states, done.unknown) == ({KEY: {"title": "b", "notes": "n"}}, set())
    done.do(DELETED, is_erased=True)
    done.do(DELETED)
    assert (done.states, done.unknown) == ({}, set())
