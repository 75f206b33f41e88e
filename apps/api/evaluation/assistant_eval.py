"""How well lines are read, and how often a single turn does the wrong thing.

`npx nx run api:assistant-eval [--turns=2000] [--own-only] [--json] [--document]`: precision, recall
and half-reads of the grammar over labelled lines, beside other programs; and generated single
turns against the API and PostgreSQL, judged by the tasks and the ledger afterwards.
RECOGNIZERS_SPECS names a folder of public specifications. It fails where a turn did something
wrong.
"""

import asyncio
import sys
from collections.abc import Sequence

from evaluation.lines.compare import compare, figures_of, table_of
from evaluation.lines.corpus import own_corpora, public_corpora
from evaluation.lines.readers import PeersMissingError, install_peers
from evaluation.options import Part, parser_of, refuse, server_url, show, specifications

USAGE = (
    "API_ASSISTANT_EVAL: TASKORA_TEST_DATABASE_URL is not set. Do: npx nx run api:assistant-eval"
)
PEERS = "API_ASSISTANT_PEERS: the other programs are not there. Do: see above, or give --own-only"
TARGET = "api:assistant-eval"


def main(arguments: Sequence[str]) -> int:
    """Measure, and print."""
    parser = parser_of(TARGET, __doc__)
    parser.add_argument("--own-only", action="store_true", help="leave the other programs out")
    parser.add_argument("--turns", type=int, default=2000, help="0 leaves the turns out")
    options = parser.parse_args(arguments)
    try:
        peers = None if options.own_only else install_peers()
        scores = compare([*own_corpora(), *public_corpora(specifications())], peers)
    except PeersMissingError as error:
        return refuse(f"{error}\n{PEERS}")
    parts = [Part("lines", table_of(scores), figures_of(scores))]
    wrong = 0
    if options.turns:
        url = server_url()
        if url is None:
            return refuse(USAGE)
        part, wrong = asyncio.run(_turns(url, options.turns, options.seed))
        parts.append(part)
    show(parts, options, "assistant-evaluation.md", f"npx nx run {TARGET}")
    return 1 if wrong else 0


async def _turns(url: str, count: int, seed: int) -> tuple[Part, int]:
    # Imported here, for the service takes a second to import and lines do not need it.
    from evaluation.service import running_service  # noqa: PLC0415
    from evaluation.turns.making import make_turns  # noqa: PLC0415
    from evaluation.turns.running import report_of, run_turns  # noqa: PLC0415

    async with running_service(url) as service:
        results = await run_turns(service, make_turns(count, seed))
    return report_of(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
