"""Stories of several turns with a person who follows a script, judged by what is left at the end.

`npx nx run api:taskora-bench [--runs=8] [--only=theme] [--faults] [--json] [--document]` plays each
story so many times, with other titles, days and orders, and prints pass^1 and pass^k. The embedded
assistant answers, or a model where the environment configures one (docs/models.md).
"""

import asyncio
import os
import sys
from collections.abc import Sequence

from evaluation.options import parser_of, refuse, server_url, show
from evaluation.service import running_service
from evaluation.stories.playing import Played, play_all
from evaluation.stories.report import faults_of, report_of
from evaluation.stories.script import Story, read_stories

USAGE = "API_TASKORA_BENCH: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:taskora-bench"
NO_THEME = "API_TASKORA_BENCH_THEME: no such theme. Do: ls apps/api/evaluation/stories/data"
TARGET = "api:taskora-bench"


def main(arguments: Sequence[str]) -> int:
    """Play, and print."""
    parser = parser_of(TARGET, __doc__)
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--only", default="", help="the stories of a theme")
    parser.add_argument("--faults", action="store_true", help="tell what failed")
    options = parser.parse_args(arguments)
    stories = [each for each in read_stories() if options.only in {"", each.theme}]
    url = server_url()
    if url is None:
        return refuse(USAGE)
    if not stories:
        return refuse(NO_THEME)
    played = asyncio.run(_play(url, stories, options.runs, options.seed))
    show([report_of(played, who(), options.runs)], options, "assistant-evaluation.md", _command())
    if options.faults:
        print(f"\n{faults_of(played)}")
    return 0


def who() -> str:
    """Say who answers."""
    model = os.environ.get("ASSISTANT_MODEL", "")
    return model if os.environ.get("ASSISTANT_PROVIDER") else "embedded assistant"


def _command() -> str:
    return f"npx nx run {TARGET}"


async def _play(url: str, stories: Sequence[Story], runs: int, seed: int) -> list[Played]:
    async with running_service(url) as service:
        return await play_all(service, stories, runs, seed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
