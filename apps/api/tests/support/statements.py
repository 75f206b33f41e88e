"""What is sent to the database."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import event

from taskora_api.database.direct import observers_of
from taskora_api.database.engine import Database


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent to the database."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    def note_direct(text: str) -> AbstractContextManager[None]:
        sent.append(text)
        return nullcontext()

    engine = database.engine.sync_engine
    observers_of(database.engine).append(note_direct)
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
        observers_of(database.engine).remove(note_direct)
