"""Two members of a shared space, their devices, and all that they see of it, for state machines."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx2
from sqlalchemy import text

from conftest import Headers
from taskora_api.database.engine import Database
from taskora_api.entity_stores import STORES
from taskora_api.ledger.verification import verify_ledger
from taskora_api.spaces.personal import personal_space_id
from taskora_api.tasks.schemas import Task

API = "/api/v1"
Json = dict[str, Any]
Seen = dict[str, Json]
Result = TypeVar("Result")

_DANGLING = text("""
SELECT 'task ' || task.id FROM app.tasks AS task WHERE task.space_id = ANY(:spaces) AND (
  (task.project_id IS NOT NULL AND NOT EXISTS (SELECT FROM app.projects AS other
    WHERE other.id = task.project_id AND other.space_id = task.space_id))
  OR (task.section_id IS NOT NULL AND NOT EXISTS (SELECT FROM app.sections AS other
    WHERE other.id = task.section_id AND other.project_id = task.project_id
      AND other.space_id = task.space_id))
  OR (task.parent_id IS NOT NULL AND NOT EXISTS (SELECT FROM app.tasks AS other
    WHERE other.id = task.parent_id AND other.space_id = task.space_id)))
UNION ALL SELECT 'section ' || part.id FROM app.sections AS part
WHERE part.space_id = ANY(:spaces) AND NOT EXISTS (SELECT FROM app.projects AS other
  WHERE other.id = part.project_id AND other.space_id = part.space_id)
""")
_TRASHED = text("SELECT id FROM app.trash WHERE space_id = ANY(:spaces)")


class SharedSpace:
    """The API from a thread beside its loop, as `ada`, `bob` and a stranger use it."""

    def __init__(
        self,
        client: httpx2.AsyncClient,
        headers: Headers,
        database: Database,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        """Make a space of which both are members; nobody else knows of it."""
        self.client = client
        self._database = database
        self._loop = loop
        run = uuid4().hex
        self._people = {name: f"{name}-{run}" for name in ("ada", "bob", "eve")}
        self._headers = {name: headers(person) for name, person in self._people.items()}
        made = self.ask("ada", "POST", "/spaces", {"name": "home"})
        self.space: str = made.json()["id"]
        self.let_in("editor")

    @property
    def spaces(self) -> list[str]:
        """The shared space, and each member's own."""
        own = [str(personal_space_id(self._people[name])) for name in ("ada", "bob")]
        return [self.space, *own]

    def member(self, name: str) -> str:
        """Whose id in the members of a space."""
        return self._people[name]

    def ask(
        self, who: str, method: str, path: str, body: Json | None = None, **headers: str
    ) -> httpx2.Response:
        """Send a request, which never ends with a fault of the service."""
        sent = self._headers[who] | headers
        answer = self._run(self.client.request(method, API + path, json=body, headers=sent))
        assert answer.status_code < 500, (method, path, body, answer.text)
        return answer

    def let_in(self, role: str) -> None:
        """Let the second member in, as a link does."""
        path = f"/spaces/{self.space}"
        link = self.ask("ada", "POST", f"{path}/invitations", {"role": role}).json()
        joined = self.ask("bob", "POST", "/invitations/accept", {"secret": link["secret"]})
        assert joined.status_code == 200, joined.text

    def seen(self, who: str) -> Seen:
        """All tasks that somebody sees, by their ids."""
        items = self.ask(who, "GET", "/tasks?limit=500").json()["items"]
        return {task["id"]: task for task in items}

    def sequence(self, who: str, space: str) -> int:
        """The last entry of a ledger."""
        items = self.ask(who, "GET", f"/activity?limit=1&spaceId={space}").json()["items"]
        return items[0]["sequence"] if items else 0

    def history(self, who: str, space: str, sequence: int) -> list[Json]:
        """The tasks of a space as they were, in the order of their ids."""
        answer = self.ask(who, "GET", f"/spaces/{space}/history/{sequence}")
        assert answer.status_code == 200, answer.text
        return sorted(answer.json()["items"], key=lambda state: str(state["id"]))

    def dangling(self) -> list[str]:
        """What names something that is not there."""
        return [str(each) for each in self._select(_DANGLING)]

    def trashed(self) -> set[str]:
        """The tasks in the trash."""
        return {str(each) for each in self._select(_TRASHED)}

    def faults(self) -> list[str]:
        """What is wrong with the ledgers."""

        async def verify() -> list[str]:
            found: list[str] = []
            async with self._database.engine.connect() as connection:
                for space in self.spaces:
                    if self.sequence_exists(await self._heads(connection), space):
                        report = await verify_ledger(connection, UUID(space), STORES)
                        found += report.faults
            return found

        return self._run(verify())

    @staticmethod
    def sequence_exists(heads: set[str], space: str) -> bool:
        """Whether anything was ever written into a space."""
        return space in heads

    @staticmethod
    async def _heads(connection: Any) -> set[str]:  # noqa: ANN401 - a connection of SQLAlchemy.
        rows = await connection.execute(text("SELECT space_id FROM app.ledger_heads"))
        return {str(each) for each in rows.scalars()}

    def _select(self, statement: Any) -> list[Any]:  # noqa: ANN401 - any statement.
        async def select() -> list[Any]:
            async with self._database.engine.connect() as connection:
                spaces = [UUID(space) for space in self.spaces]
                return list((await connection.execute(statement, {"spaces": spaces})).scalars())

        return self._run(select())

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)


def states_of(tasks: Seen, space: str) -> list[Json]:
    """The tasks of a space as the ledger has them, in the order of their ids."""
    mine = [task for task in tasks.values() if task["spaceId"] == space]
    states = [Task.model_validate(task).model_dump(mode="json") for task in mine]
    return sorted(states, key=lambda state: str(state["id"]))
