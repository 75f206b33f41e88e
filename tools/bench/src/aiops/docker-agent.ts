import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { notFoundExitCode, run } from '@taskora/base/run';
import type { Agent, Setting } from './play.ts';
import { childEnvironment } from './settings.ts';

/** A command that starts Nx takes longer than its usual 30 seconds where the machine has other work. */
const commandSeconds = 300;

/** It gives the model the text alone: how its shell begins a failure, and how the operations server does. */
const failureForm =
  /^(?:Error executing command: |Command (?:cancelled|timed out)|Error: |[A-Z]+(?:_[A-Z]+)+: .+\. Do: )/s;

export async function findDockerAgent(program: string): Promise<Agent> {
  const { exitCode, stdout } = await run(program, ['version']);
  if (exitCode === notFoundExitCode) {
    throw new UserError(
      'DOCKER_AGENT_MISSING',
      `${program} is not installed`,
      'put docker-agent on the search path (docs/aiops.md), or npx nx run bench:aiops -- --agent=client',
    );
  }
  const [, version = 'unknown'] = /version (v?[\d.]+)/.exec(stdout) ?? [];
  return {
    title: `Docker's agent ${version === 'unknown' ? 'built from its sources' : version}`,
    nameOf: (tool) => tool,
    runCall: (command) => ({
      call: 'shell',
      arguments: { cmd: command.join(' '), cwd: '.', timeout: commandSeconds },
    }),
    play: (setting) => play(program, setting),
    outcomeOf: (result) => ({ text: result, isError: failureForm.test(result) }),
  };
}

/** With the settings of this workspace; where nobody can be asked, it refuses what it would ask for. */
async function play(program: string, { root, model, prompt, variables }: Setting): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'docker-agent-'));
  try {
    const { exitCode, stdout, stderr } = await run(
      program,
      [
        ...['run', '--exec', '--json', '--model', 'openai/scripted', '--working-dir', root],
        ...['--data-dir', home, '--config-dir', home, '--cache-dir', home],
        ...['--session-db', join(home, 'session.db')],
        ...[join(root, 'infra/aiops/docker-agent.yaml'), prompt],
      ],
      {
        directory: root,
        environment: {
          ...childEnvironment(),
          ...variables,
          HOME: home,
          OPENAI_API_KEY: 'none',
          OPENAI_BASE_URL: model.url,
          TELEMETRY_ENABLED: 'false',
        },
      },
    );
    if (exitCode === 0) return;
    throw new UserError(
      'AGENT_FAILED',
      `docker-agent ended with ${exitCode}: ${(stderr || stdout).trim().slice(-2000)}`,
      'npx nx run bench:aiops -- --agent=client',
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
