"""The embedded assistant costs nobody the packages of a model (N9)."""

import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "src"
FRAMEWORKS = ("pydantic_ai", "openai", "cohere")


def _imported_with(module: str) -> list[str]:
    program = (
        f"import sys; sys.path.insert(0, {str(SOURCES)!r}); import {module}; "
        f"print(*sorted({{name.split('.')[0] for name in sys.modules}} & set({FRAMEWORKS!r})))"
    )
    command = [sys.executable, "-c", program]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def test_a_process_without_a_model_imports_no_agent_framework() -> None:
    assert _imported_with("taskora_api.main") == []
    assert _imported_with("taskora_api.assistant.embedded") == []


def test_one_with_a_model_does() -> None:
    assert "pydantic_ai" in _imported_with("taskora_api.assistant.model.answering")
