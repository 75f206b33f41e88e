"""The programs that measure: `npx nx run api:assistant-eval` and `npx nx run api:taskora-bench`."""

from pathlib import Path

import pytest

from evaluation import assistant_eval, taskora_bench
from evaluation.options import Part, write_part


def test_lines_are_measured_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert assistant_eval.main(["--own-only", "--turns=0"]) == 0
    printed = capsys.readouterr().out
    assert "| en | due dates | taskora |" in printed
    assert "chrono-node" not in printed


def test_without_a_database_it_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TASKORA_TEST_DATABASE_URL", raising=False)
    assert assistant_eval.main(["--own-only"]) == 2
    assert taskora_bench.main([]) == 2
    assert taskora_bench.main(["--only=nothing"]) == 2
    said = capsys.readouterr().err
    assert "API_ASSISTANT_EVAL" in said
    assert "Do: npx nx run api:taskora-bench" in said


def test_a_document_has_its_part_replaced_and_nothing_else(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text("# A\n\n<!-- lines: measured -->\n\nold\n\n<!-- lines: end -->\n\nrest\n")
    write_part(document, Part("lines", "| new |", []), "npx nx run x")
    text = document.read_text()
    assert "old" not in text
    assert "by `npx nx run x`.\n\n| new |\n\n<!-- lines: end -->\n\nrest\n" in text
    with pytest.raises(ValueError, match="no marks of turns"):
        write_part(document, Part("turns", "", []), "x")
