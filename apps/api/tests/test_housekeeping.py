"""What is kept for a time is taken away after it, and nothing else is."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from taskora_api.errors import NotFoundError
from taskora_api.housekeeping import Chore, Housekeeper
from taskora_api.http.dependencies import Services
from taskora_api.idempotency.store import ANSWER_LIFETIME, Answer, KeyedRequest
from taskora_api.tasks import ledger
from taskora_api.tasks.change_schemas import Actor
from taskora_api.tasks.schemas import NewTask, TaskStatus
from taskora_api.tasks.service import TaskService


@pytest.fixture
def services(application: FastAPI) -> Services:
    """What the routes share."""
    running: Services = application.state.services
    return running


def _aged(service: TaskService, age: timedelta) -> TaskService:
    return TaskService(service.database, lambda: datetime.now(UTC) - age)


async def test_changes_go_after_thirty_days_with_all_that_they_hold_and_the_tasks_stay(
    services: Services, person: str
) -> None:
    days = (31, 29, 0)
    ids = []
    for age in days:
        service = _aged(services.tasks, timedelta(days=age))
        for number in range(25):
            new = [NewTask(title=f"{age} {number}")]
            ids.append((await service.add_tasks(person, new, Actor.WEB)).change_id)
    database = services.tasks.database
    chore = Chore("changes", ledger.CHANGE_LIFETIME, ledger.remove_old)
    await Housekeeper(database, [chore]).sweep()
    left = (await services.tasks.list_changes(person, 500)).items
    assert [change.id for change in left] == list(reversed(ids[25:]))
    assert len(await services.tasks.find_tasks(person, TaskStatus.ALL)) == 75
    assert ids[0] is not None
    with pytest.raises(NotFoundError):
        await services.tasks.undo(person, ids[0], Actor.WEB)
    orphans = "SELECT count(*) FROM app.change_entries WHERE change_id <> ALL(:ids)"
    count = await database.read(
        lambda connection: connection.scalar(text(orphans), {"ids": [change.id for change in left]})
    )
    assert count == 0


async def test_answers_go_after_a_day(services: Services, person: str) -> None:
    database, answers = services.tasks.database, services.answers
    requests = [KeyedRequest(person, str(uuid4()), b"") for _ in range(2)]
    for request in requests:
        await database.write(
            lambda connection, request=request: answers.keep(  # type: ignore[misc]
                connection, request, Answer(204, "", None)
            )
        )
    chore = Chore("answers", ANSWER_LIFETIME, answers.remove_old)

    async def left() -> int:
        query = text("SELECT count(*) FROM app.idempotency_keys WHERE owner_id = :owner")
        count = await database.read(lambda connection: connection.scalar(query, {"owner": person}))
        return int(count or 0)

    await Housekeeper(database, [chore]).sweep()
    assert await left() == 2
    tomorrow = datetime.now(UTC) + ANSWER_LIFETIME + timedelta(minutes=1)
    await Housekeeper(database, [chore], lambda: tomorrow).sweep()
    assert await left() == 0
