import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDockerAgent } from './docker-agent.ts';
import { findKubectlAi } from './kubectl-ai.ts';
import type { Agent } from './play.ts';

/** What the programs put around a result, as their sources have it. */
describe('what a program gives the model (O2)', () => {
  let folder: string;
  let kubectlAi: Agent;
  let dockerAgent: Agent;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agents-'));
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\necho "version: 0.0.28"\n', { mode: 0o755 });
    kubectlAi = await findKubectlAi(program);
    dockerAgent = await findDockerAgent(program);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a tool', { content: 'releases: []' }, 'releases: []', false],
    [
      'a tool that failed',
      { content: '{"error": true, "message": "OPS_X: y. Do: z", "status": "failed"}' },
      'OPS_X: y. Do: z',
      true,
    ],
    ['a command', { command: 'x', stdout: 'api\n' }, 'api', false],
    [
      'a command that failed',
      { command: 'x', error: 'exit status 1', stdout: 'NX', exit_code: 1 },
      'NX',
      true,
    ],
    ['a command that was not run', { command: 'x', error: 'not supported' }, 'not supported', true],
  ])('is read where kubectl-ai ran %s', (_what, result, text, isError) => {
    expect(kubectlAi.outcomeOf(JSON.stringify(result))).toEqual({ text, isError });
  });

  it.each([
    ['releases: []', false],
    ['Error executing command: exit status 1\nOutput: NX', true],
    ['Command timed out after 30s\nOutput: ', true],
    ['OPS_RELEASE_UNKNOWN: there is no release x. Do: call ops_releases', true],
  ])('is read where Docker’s agent was given %j', (result, isError) => {
    expect(dockerAgent.outcomeOf(result)).toEqual({ text: result, isError });
  });

  it('has the commands of kubectl-ai go through the tool that runs in the workspace', () => {
    expect(kubectlAi.runCall(['npx', 'nx', 'show', 'projects'])).toEqual({
      call: 'run_in_workspace',
      arguments: { command: 'npx nx show projects', modifies_resource: 'no' },
    });
  });
});
