import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { runMain } from '@taskora/base/run-main';
import { readAiops } from '@taskora/dev/aiops';
import { workspaceRoot } from '@taskora/dev/environment';
import { format, resolveConfig } from 'prettier';
import { clientAgent } from '../aiops/client.ts';
import { findDockerAgent } from '../aiops/docker-agent.ts';
import { findKubectlAi } from '../aiops/kubectl-ai.ts';
import { playRecipe, type Agent, type Played } from '../aiops/play.ts';
import { RECORD, recordText, withoutHead } from '../aiops/record.ts';
import { refuseIfInterrupted, watchForInterruption } from '../interruption.ts';

const options = {
  agent: { type: 'string', default: 'kubectl-ai' },
  program: { type: 'string' },
  only: { type: 'string' },
  write: { type: 'boolean', default: false },
} as const;

async function agentFor(name: string, program: string | undefined): Promise<Agent> {
  if (name === 'client') return clientAgent;
  if (name === 'kubectl-ai') return findKubectlAi(program ?? 'kubectl-ai');
  if (name === 'docker-agent') return findDockerAgent(program ?? 'docker-agent');
  throw new UserError(
    'USAGE',
    `there is no agent ${name}`,
    'npx nx run bench:aiops -- --agent=kubectl-ai, docker-agent or client',
  );
}

/**
 * Plays every recipe that is for an agent through it, against a scripted model (O1, O2). With --write the record is
 * written, unless nothing but its date would change.
 */
async function main(): Promise<number> {
  watchForInterruption();
  const { values } = parseArgs({ options });
  const source = readAiops(workspaceRoot);
  const agent = await agentFor(values.agent, values.program);
  const chosen = source.recipes.filter(
    ({ name, agents }) =>
      (values.only === undefined || values.only === name) &&
      (values.agent === 'client' || agents.some((each) => each === values.agent)),
  );
  const played: Played[] = [];
  for (const recipe of chosen) {
    refuseIfInterrupted();
    const each = await playRecipe(recipe, { source, root: workspaceRoot, agent });
    check(each, Object.keys(source.tools).map(agent.nameOf));
    console.log(`${agent.title}: ${recipe.name}: ${each.steps.length} steps`);
    played.push(each);
  }
  const [first] = played;
  if (values.write && first !== undefined) await write(agent, played, first.offered);
  return 0;
}

/** What has to be so whatever the recipe is. */
function check(
  { recipe, steps, offered, instructions, changes }: Played,
  tools: readonly string[],
) {
  const fix = `npx nx run bench:aiops -- --only=${recipe.name}`;
  const missing = recipe.tools.length === 0 ? [] : tools.filter((tool) => !offered.includes(tool));
  const isGroup = recipe.tools.length > 0 && missing.length > 1;
  if (isGroup) throw new UserError('AGENT_LACKS_TOOLS', `not offered: ${missing.join(', ')}`, fix);
  if (steps.some(({ result }) => result === '')) {
    throw new UserError('AGENT_LACKS_RESULT', `${recipe.name}: a step gave nothing`, fix);
  }
  if (!instructions.includes('# Operating Taskora')) {
    throw new UserError('AGENT_LACKS_PROMPT', 'the model was not given system.md', fix);
  }
  if (changes.length > 0) {
    throw new UserError('AGENT_CHANGED_CLUSTER', `it sent ${changes.join(', ')}`, fix);
  }
}

async function write(agent: Agent, played: readonly Played[], offered: readonly string[]) {
  const path = join(workspaceRoot, RECORD);
  const { stdout } = await run('git', ['rev-parse', '--short', 'HEAD'], {
    directory: workspaceRoot,
  });
  const head = {
    agent: agent.title,
    at: new Date().toISOString().slice(0, 10),
    commit: stdout.trim(),
    offered,
  };
  const text = await format(recordText(head, played, workspaceRoot), {
    ...(await resolveConfig(path)),
    filepath: path,
  });
  if (existsSync(path) && withoutHead(readFileSync(path, 'utf8')) === withoutHead(text)) {
    console.log(`${RECORD}: nothing has changed`);
    return;
  }
  writeFileSync(path, text);
  console.log(`wrote ${RECORD}`);
}

await runMain(main);
