"""The arrows between the packages point one way."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "taskora_api"
PURE = {"grammar", "language", "recurrence"}
EVERYBODY = {"errors", "paging", "text", "wire", "logging", "settings"}
ALLOWED = {
    "http": {
        *("access_tokens", "app_passwords", "assistant", "auth", "bulk", "calendar_feeds"),
        *("comments", "conversations", "database", "delivery", "exchange", "exports", "filters"),
        *("finding", "idempotency", "imports", "language", "ledger", "metrics", "moving"),
        *("plans", "projects", "recurrence", "relations", "reminders", "spaces", "sync", "tasks"),
        *("deleted_spaces", "rate_limits", "reading_settings", "views"),
    },
    "mcp_server": {
        *("auth", "database", "filters", "finding", "http", "ledger", "plans", "projects"),
        *("rate_limits", "recurrence", "spaces", "tasks", "version"),
    },
    "access_tokens": {"auth", "database"},
    "app_passwords": {"database"},
    "assistant": {
        *("conversations", "database", "finding", "idempotency", "language", "ledger"),
        *("metrics", "plans", "projects", "spaces", "tasks"),
    },
    "auth": set(),
    "caldav": {
        *("app_passwords", "calendar_feeds", "calendars", "database", "ledger", "projects"),
        *("rate_limits", "recurrence", "reminders", "spaces", "sync", "tasks"),
    },
    "calendar_feeds": {"database", "spaces"},
    "calendars": {"recurrence"},
    "conversations": {"database", "filters"},
    "idempotency": {"database"},
    "ledger": {"database"},
    "spaces": {"database", "ledger"},
    "deleted_spaces": {
        *("caldav", "calendar_feeds", "comments", "database", "ledger", "projects"),
        *("relations", "reminders", "spaces", "tasks", "views"),
    },
    "rate_limits": {"database", "metrics"},
    "reading_settings": {"database", "language"},
    "plans": {"database", "ledger", "spaces"},
    "projects": {"database", "ledger", "spaces"},
    "tasks": {"database", "ledger", "projects", "recurrence", "spaces"},
    "comments": {"database", "ledger", "spaces", "tasks"},
    "relations": {"database", "ledger", "spaces", "tasks"},
    "delivery": {"database", "metrics"},
    "reminders": {"database", "delivery", "ledger", "recurrence", "spaces", "tasks"},
    "moving": {
        *("comments", "database", "ledger", "relations", "reminders", "spaces", "tasks"),
    },
    "bulk": {"database", "filters", "finding", "ledger", "spaces", "tasks"},
    "views": {"database", "filters", "finding", "ledger", "spaces"},
    "finding": {"database", "filters", "projects", "relations", "spaces", "tasks"},
    "sync": {
        *("comments", "database", "ledger", "projects", "relations", "reminders", "spaces"),
        *("tasks", "views"),
    },
    "database": {"database_url"},
    "filters": {"recurrence"},
    "exchange": {"calendars", "language", "recurrence"},
    "imports": {
        *("comments", "database", "exchange", "ledger", "plans", "projects", "recurrence"),
        *("relations", "reminders", "spaces", "tasks"),
    },
    "exports": {
        *("comments", "database", "exchange", "projects", "relations", "reminders", "spaces"),
        "tasks",
    },
    "grammar": set(),
    "language": {"grammar"},
    "metrics": set(),
    "recurrence": set(),
    "tracing": set(),
}


def _imported(file: Path) -> set[str]:
    modules = {
        node.module
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    ours = {module for module in modules if module.startswith("taskora_api.")}
    return {module.split(".")[1] for module in ours}


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_a_package_imports_only_what_it_may_know(package: str) -> None:
    shared = set() if package in PURE else EVERYBODY
    for file in sorted((PACKAGE / package).rglob("*.py")):
        unknown = _imported(file) - ALLOWED[package] - shared - {package}
        assert unknown == set(), file.name


def test_only_settings_read_the_environment() -> None:
    for file in PACKAGE.rglob("*.py"):
        if file.name != "settings.py":
            assert "environ" not in file.read_text(encoding="utf-8"), file.name
            assert "getenv" not in file.read_text(encoding="utf-8"), file.name
