import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { runMain } from '@taskora/base/run-main';
import { readAiops, type Recipe } from '@taskora/dev/aiops';
import { PLAYERS, RECORDS, type Player } from '@taskora/dev/aiops-records';
import { workspaceRoot } from '@taskora/dev/environment';
import { format, resolveConfig } from 'prettier';
import { checkPlayed } from '../aiops/check.ts';
import { clientAgent } from '../aiops/client.ts';
import { findDockerAgent } from '../aiops/docker-agent.ts';
import { findKubectlAi } from '../aiops/kubectl-ai.ts';
import { playRecipe, type Agent, type Played } from '../aiops/play.ts';
import { merged, offeredIn, recordText, sectionOf, withoutPlays } from '../aiops/record.ts';
import { refuseIfInterrupted, watchForInterruption } from '../interruption.ts';

const options = {
  agent: { type: 'string', default: 'kubectl-ai' },
  program: { type: 'string' },
  only: { type: 'string' },
  write: { type: 'boolean', default: false },
} as const;

const agents: Readonly<Record<Player, (program: string | undefined) => Promise<Agent>>> = {
  'kubectl-ai': (program = 'kubectl-ai') => findKubectlAi(program),
  'docker-agent': (program = 'docker-agent') => findDockerAgent(program),
  client: () => Promise.resolve(clientAgent),
};

function playerFor(name: string): Player {
  const player = PLAYERS.find((each) => each === name);
  if (player !== undefined) return player;
  throw new UserError(
    'USAGE',
    `there is no agent ${name}`,
    `npx nx run bench:aiops -- --agent=${PLAYERS.join(', ')}: one of them`,
  );
}

/** The recipes that `--only` names, or all that are for the player; a client loop plays any of them. */
function chosen(all: readonly Recipe[], player: Player, only: string | undefined): Recipe[] {
  const own = all.filter(
    ({ agents: each }) => player === 'client' || each.some((agent) => agent === player),
  );
  if (only === undefined) return own;
  return only.split(',').map((name) => {
    const recipe = own.find((each) => each.name === name);
    if (recipe !== undefined) return recipe;
    throw new UserError(
      'USAGE',
      `there is no recipe ${name || 'without a name'} for ${player}`,
      `run this command again with some of --only=${own.map((each) => each.name).join(',')}`,
    );
  });
}

/**
 * Plays recipes through an agent against a scripted model, and fails where a step does not give what its recipe says
 * (O1, O2). With --write the record has what they gave, and keeps the recipes that were not played.
 */
async function main(): Promise<number> {
  watchForInterruption();
  const { values } = parseArgs({ options });
  const source = readAiops(workspaceRoot);
  const player = playerFor(values.agent);
  const recipes = chosen(source.recipes, player, values.only);
  const agent = await agents[player](values.program);
  const played: Played[] = [];
  for (const recipe of recipes) {
    refuseIfInterrupted();
    const each = await playRecipe(recipe, { source, root: workspaceRoot, agent });
    checkPlayed(each, source, agent.nameOf);
    console.log(`${agent.title}: ${recipe.name}: ${each.steps.length} steps`);
    played.push(each);
  }
  const names = source.recipes.map(({ name }) => name);
  if (values.write) await write({ player, title: agent.title, names, played });
  return 0;
}

interface ToWrite {
  readonly player: Player;
  readonly title: string;
  readonly names: readonly string[];
  readonly played: readonly Played[];
}

async function write({ player, title, names, played }: ToWrite): Promise<void> {
  const path = join(workspaceRoot, RECORDS[player]);
  const { stdout } = await run('git', ['rev-parse', '--short', 'HEAD'], {
    directory: workspaceRoot,
  });
  const play = {
    agent: title,
    at: new Date().toISOString().slice(0, 10),
    commit: stdout.trim(),
  };
  const own = new Map(
    played.map((each) => [each.recipe.name, sectionOf(each, play, workspaceRoot)]),
  );
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const offered = new Set([...offeredIn(before), ...played.flatMap((each) => each.offered)]);
  const after = recordText(player, [...offered].toSorted(), merged(before, own, names));
  const text = await format(after, { ...(await resolveConfig(path)), filepath: path });
  if (withoutPlays(before) === withoutPlays(text)) {
    console.log(`${RECORDS[player]}: nothing has changed`);
    return;
  }
  writeFileSync(path, text);
  console.log(`wrote ${RECORDS[player]}; npx nx run dev:aiops lists what was played`);
}

await runMain(main);
