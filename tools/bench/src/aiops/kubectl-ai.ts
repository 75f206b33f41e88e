import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { notFoundExitCode, run } from '@taskora/base/run';
import { z } from 'zod';
import type { Agent, Setting } from './play.ts';
import { childEnvironment } from './settings.ts';

/** Its version is fixed when it is released; built from its sources it says `dev`. */
const versionLine = /^version: (\S+)/m;

export async function findKubectlAi(program: string): Promise<Agent> {
  const { exitCode, stdout } = await run(program, ['version']);
  if (exitCode === notFoundExitCode) {
    throw new UserError(
      'KUBECTL_AI_MISSING',
      `${program} is not installed`,
      'put kubectl-ai 0.0.28 on the search path (docs/aiops.md), or npx nx run bench:aiops -- --agent=client',
    );
  }
  const [, version = 'unknown'] = versionLine.exec(stdout) ?? [];
  return {
    title: `kubectl-ai ${version === 'dev' ? 'built from its sources' : version}`,
    nameOf: (tool) => `taskora_${tool}`,
    runCall: (command) => ({
      call: 'bash',
      arguments: { command: command.join(' '), modifies_resource: 'no' },
    }),
    play: (setting) => play(program, setting),
    unwrap,
  };
}

/**
 * With the settings of this workspace. Nobody answers its questions here, so it asks none; the cluster that it is
 * given refuses all but reads.
 */
async function play(program: string, { root, model, prompt, variables }: Setting): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'kubectl-ai-'));
  try {
    const { exitCode, stdout, stderr } = await run(
      program,
      [
        ...['--mcp-client', '--quiet', '--skip-permissions'],
        ...['--llm-provider', 'openai', '--model', 'scripted'],
        ...['--extra-prompt-paths', join(root, 'infra/aiops/system.md')],
        ...['--trace-path', join(home, 'trace.txt')],
        prompt,
      ],
      {
        directory: root,
        environment: {
          ...childEnvironment(),
          ...variables,
          HOME: home,
          XDG_CONFIG_HOME: join(root, 'infra/aiops'),
          OPENAI_API_KEY: 'none',
          OPENAI_ENDPOINT: model.url,
        },
      },
    );
    if (exitCode === 0) return;
    throw new UserError(
      'AGENT_FAILED',
      `kubectl-ai ended with ${exitCode}: ${(stderr || stdout).trim()}`,
      'npx nx run bench:aiops -- --agent=client',
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const commandResult = z.object({ stdout: z.string().default(''), stderr: z.string().default('') });

/** It puts what a tool of a server gave into an object, and what a command printed into another one. */
function unwrap(result: string): string {
  const parsed = parsedOr(result);
  const content = z.object({ content: z.string() }).safeParse(parsed);
  if (content.success) {
    const failure = z
      .object({ error: z.literal(true), message: z.string() })
      .safeParse(parsedOr(content.data.content));
    return failure.success ? failure.data.message : content.data.content;
  }
  const printed = commandResult.safeParse(parsed);
  return printed.success ? `${printed.data.stdout}${printed.data.stderr}`.trim() : result;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
