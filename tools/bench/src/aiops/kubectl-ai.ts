import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { notFoundExitCode, run } from '@taskora/base/run';
import { z } from 'zod';
import type { Agent, Outcome, Setting } from './play.ts';
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
      // Of tools.yaml; its own `bash` starts in a temporary folder.
      call: 'run_in_workspace',
      arguments: { command: command.join(' '), modifies_resource: 'no' },
    }),
    play: (setting) => play(program, setting),
    outcomeOf,
  };
}

/** It may wait for itself without end after its answer; an interrupt has it leave, with the code 0. */
const secondsToLeave = 20;

/**
 * With the settings of this workspace. Nobody answers its questions here, so it asks none; the cluster that it is
 * given refuses all but reads.
 */
async function play(program: string, { root, model, prompt, variables }: Setting): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'kubectl-ai-'));
  const late = new AbortController();
  const leave = () => setTimeout(() => late.abort(), secondsToLeave * 1000).unref();
  model.answered.addEventListener('abort', leave, { once: true });
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
        stops: [{ when: late.signal, by: 'SIGINT' }],
        environment: {
          ...childEnvironment(),
          ...variables,
          HOME: home,
          npm_config_yes: 'false',
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

const toolResult = z.object({ content: z.string() });
const toolFailure = z.object({ error: z.literal(true), message: z.string() });
const commandResult = z.object({
  stdout: z.string().default(''),
  stderr: z.string().default(''),
  error: z.string().default(''),
  exit_code: z.number().default(0),
});

/** It puts what a tool of a server gave into an object, and what a command printed into another one. */
function outcomeOf(result: string): Outcome {
  const parsed = parsedOr(result);
  const content = toolResult.safeParse(parsed);
  if (content.success) {
    const failure = toolFailure.safeParse(parsedOr(content.data.content));
    return failure.success
      ? { text: failure.data.message, isError: true }
      : { text: content.data.content, isError: false };
  }
  const printed = commandResult.safeParse(parsed);
  if (!printed.success) return { text: result, isError: true };
  const { stdout, stderr, error, exit_code: exitCode } = printed.data;
  return {
    text: `${stdout}${stderr}`.trim() || error,
    isError: error !== '' || exitCode !== 0,
  };
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
