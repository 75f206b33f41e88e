"""The tables of all kinds of entities that undo and verification may meet."""

from taskora_api.comments.service import COMMENT_STORE
from taskora_api.ledger.entries import Entity
from taskora_api.ledger.stores import Stores
from taskora_api.projects.kinds import PROJECT, SECTION
from taskora_api.relations.service import RELATION_STORE
from taskora_api.reminders.store import REMINDER_STORE
from taskora_api.tasks.store import TaskStore
from taskora_api.views.service import VIEW_STORE

STORES: Stores = {
    Entity.TASK: TaskStore(),
    Entity.PROJECT: PROJECT.store,
    Entity.SECTION: SECTION.store,
    Entity.COMMENT: COMMENT_STORE,
    Entity.RELATION: RELATION_STORE,
    Entity.VIEW: VIEW_STORE,
    Entity.REMINDER: REMINDER_STORE,
}
