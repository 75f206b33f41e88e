import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAiops, type Recipe } from '@taskora/dev/aiops';
import { RECORDS } from '@taskora/dev/aiops-records';
import { workspaceRoot } from '@taskora/dev/environment';
import { checkPlayed, faultOf } from './check.ts';
import { clientAgent } from './client.ts';
import { playRecipe, type Played } from './play.ts';

// Some tests start Nx or the operations server.
jest.setTimeout(120_000);

const source = readAiops(workspaceRoot);

/** A recipe of one step, as the client loop plays it. */
async function played(step: Recipe['script'][number]): Promise<Played> {
  const [first] = source.recipes;
  if (first === undefined) throw new Error('no recipe');
  const recipe = { ...first, script: [step] };
  return playRecipe(recipe, { source, root: workspaceRoot, agent: clientAgent });
}
const refusal = async (step: Recipe['script'][number]): Promise<string> => {
  const each = await played(step);
  try {
    checkPlayed(each, source, clientAgent.nameOf);
    return 'none';
  } catch (thrown) {
    return String(thrown);
  }
};

describe('a play is refused (O2)', () => {
  it('where a command ends with another code than 0, whatever it prints', async () => {
    const command = ['node', '-e', 'console.log("ok"); process.exit(3)'];
    expect(await refusal({ command, shows: /ok/ })).toMatch(
      /AGENT_STEP_FAILED: [a-z-]+: step 1 ended with an error: ok/,
    );
  });

  it('where a tool answers with an error', async () => {
    const step = { tool: 'ops_status', arguments: { release: 'nope' }, shows: /nope/ };
    expect(await refusal(step)).toMatch(/AGENT_STEP_FAILED: [a-z-]+: step 1 ended with an error/);
  });

  it('where a step does not show what its recipe says', async () => {
    const step = { tool: 'ops_status', arguments: {}, shows: /no such line/ };
    expect(await refusal(step)).toMatch(/step 1 does not show no such line/);
  });

  it('and not where all is as it should be', async () => {
    const step = { tool: 'ops_status', arguments: {}, shows: /ErrImageNeverPull/ };
    expect(await refusal(step)).toBe('none');
  });

  it.each([
    "NX   The current directory isn't part of an Nx workspace.\n\nnpx nx@latest init",
    'npm warn exec The following package was not found and will be installed: nx@24.0.6',
    ' NX   ERROR  Running target build failed',
    ' NX   Cannot find project nope',
    '',
  ])('where Nx did nothing, by a code of 0: %j', (text) => {
    const step = { command: ['npx'], shows: /(?:)/ };
    expect(faultOf({ step, outcome: { text, isError: false } })).toMatch(/^(?:did|gave) nothing/);
  });
});

describe('bench:aiops (O2)', () => {
  const program = join(workspaceRoot, 'tools/bench/src/commands/aiops.ts');
  const started = (...args: string[]) =>
    spawnSync(process.execPath, [program, '--agent=client', ...args], { encoding: 'utf8' });

  it.each([
    ['--only=nope', /USAGE: there is no recipe nope for client. Do: .*--only=.*build-images/],
    ['--only=', /USAGE: there is no recipe without a name/],
    ['--agent=nope', /USAGE: there is no agent nope/],
  ])('refuses %s and writes nothing', (option, complaint) => {
    const record = () => readFileSync(join(workspaceRoot, RECORDS['kubectl-ai']), 'utf8');
    const before = record();
    const { status, stderr } = started('--write', option);
    expect(stderr).toMatch(complaint);
    expect(status).not.toBe(0);
    expect(record()).toBe(before);
  });
});
