"""The evaluation of lines: how readings are judged, and that the grammar claims no wrong day."""

import json
from pathlib import Path

from evaluation.lines.compare import compare, table_of
from evaluation.lines.corpus import Line, Said, own_corpora, public_corpora
from evaluation.lines.score import Claim, Score, judge

FRIDAY, SUNDAY = "2026-12-04", "2026-12-06"
TEXT = "call mom two days after friday"
SINGLE = Line(TEXT, "2026-11-28T09:30", (Said(9, 30, frozenset({SUNDAY})),), is_single=True)
FREE = Line("buy 2 pears", "2026-11-28T09:30", (), is_single=False)
RANGE = Line("trip friday to sunday", "", (Said(5, 21, frozenset({FRIDAY, SUNDAY})),), False)


def test_a_single_date_is_right_missed_half_read_or_wrong() -> None:
    assert judge(SINGLE, [Claim(9, 30, SUNDAY)]) == ["right"]
    assert judge(SINGLE, []) == ["missed"]
    assert judge(SINGLE, [Claim(24, 30, FRIDAY)]) == ["half-read"]
    assert judge(SINGLE, [Claim(0, 4, FRIDAY)]) == ["wrong"]
    assert judge(SINGLE, [Claim(9, 30, SUNDAY), Claim(24, 30, FRIDAY)]) == ["half-read"]


def test_elsewhere_each_claim_is_judged_by_what_is_said_there() -> None:
    assert judge(FREE, [Claim(4, 5, FRIDAY)]) == ["false"]
    assert judge(FREE, []) == []
    claims = [Claim(5, 11, FRIDAY), Claim(15, 21, "2027-01-01")]
    assert judge(RANGE, claims) == ["also right", "half-read"]


def test_precision_counts_every_claim_and_recall_every_line_with_one_day() -> None:
    score = Score("p", "c", "en")
    score.add(SINGLE, [Claim(9, 30, SUNDAY)])
    score.add(SINGLE, [])
    score.add(FREE, [Claim(4, 5, FRIDAY), Claim(6, 8, FRIDAY)])
    assert (score.precision, score.recall) == (1 / 3, 1 / 2)
    assert (score.dated, score.free, score.false_lines) == (2, 1, 1)


def test_the_grammar_reads_no_line_of_ours_wrongly() -> None:
    scores = compare(own_corpora(), None)
    assert [score.faults for score in scores if score.faults] == []
    assert min(score.recall for score in scores) >= 0.97
    assert table_of(scores).count("\n| en |") == len(scores)


def test_what_a_specification_does_not_resolve_is_no_day_of_it(tmp_path: Path) -> None:
    """Some languages of Recognizers-Text have results without a kind or without values."""
    reference, text = "2026-11-28T09:30:00", "en mayo"
    resolved = {"text": text, "start": 0, "values": [{"value": FRIDAY}]}
    results = [
        {"text": text, "start": 0, "type": "datetimeV2.date"},
        resolved,
        resolved | {"type": "datetimeV2.date"},
    ]
    entries = [{"input": text, "reference": reference, "results": [each]} for each in results]
    (tmp_path / "spanish-datetime.json").write_text(json.dumps(entries))
    (corpus,) = public_corpora(str(tmp_path))
    assert [line.is_single for line in corpus.lines] == [False, False, True]
    assert [line.said for line in corpus.lines] == [(), (), (Said(0, 7, frozenset({FRIDAY, ""})),)]
