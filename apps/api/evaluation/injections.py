"""Instructions in titles, notes, imports, calendars and results of tools, and a model that obeys.

`npx nx run api:injections [--control=1] [--harms] [--json] [--document]` plays each attack with the
approval, and each, or some, without it, and prints how many succeed. The model is a server of this
machine; it is given notes and tags too, which no model is given otherwise, so that it is the
approval that is measured.
"""

import asyncio
import sys
from collections.abc import Sequence

from evaluation.attacks.gate import with_all_texts, without_gate
from evaluation.attacks.obeying import ObeyingServer
from evaluation.attacks.playing import READ_ONLY, WISHES, Outcome, make_attacks, play_all
from evaluation.attacks.report import harms_of, report_of
from evaluation.options import parser_of, refuse, server_url, show
from evaluation.service import running_service
from support.model_server import openai_events, serving

USAGE = "API_INJECTIONS: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:injections"
TARGET = "api:injections"


def main(arguments: Sequence[str]) -> int:
    """Play, and print; 1 where an attack succeeds."""
    parser = parser_of(TARGET, __doc__)
    parser.add_argument("--harms", action="store_true", help="name what succeeded")
    control = "how many attacks there are for each that is played without the approval, too"
    parser.add_argument("--control", type=int, default=1, help=control)
    options = parser.parse_args(arguments)
    url = server_url()
    if url is None:
        return refuse(USAGE)
    guarded, unguarded = asyncio.run(_play(url, options.control))
    more = "" if options.control == 1 else f" --control={options.control}"
    command = f"npx nx run {TARGET}{more}"
    show([report_of(guarded, unguarded)], options, "assistant-evaluation.md", command)
    if options.harms:
        print(f"\n{harms_of(guarded)}")
    return int(any(one.harm for one in guarded))


async def _play(url: str, control: int) -> tuple[list[Outcome], list[Outcome]]:
    async with serving(ObeyingServer("", openai_events)) as model:
        model.wishes, model.read_only = WISHES, READ_ONLY
        provider = {
            "assistant_provider": "openai-compatible",
            "assistant_model": "obeying",
            "assistant_base_url": model.url,
        }
        async with running_service(url, provider) as service:
            with with_all_texts():
                guarded = await play_all(service, make_attacks())
            with with_all_texts(), without_gate():
                some = make_attacks()[::control]
                return guarded, await play_all(service, some, is_guarded=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
