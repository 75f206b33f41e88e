"""The API has one version, wherever it is told."""

import json
import re
import tomllib
from pathlib import Path

from taskora_api.openapi import DOCUMENT
from taskora_api.version import VERSION

PROJECT = Path(__file__).parents[1]


def test_the_version_of_the_project_is_that_of_the_service() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == VERSION


def test_the_document_and_the_chart_tell_the_version_of_the_project() -> None:
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    chart = (PROJECT / "chart" / "Chart.yaml").read_text(encoding="utf-8")
    told = re.findall(r"^(version|appVersion): (\S+)$", chart, flags=re.MULTILINE)
    assert document["info"]["version"] == VERSION
    assert told == [("version", VERSION), ("appVersion", VERSION)]
