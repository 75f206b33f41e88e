import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { z } from 'zod';
import type { Agent, Outcome, Setting } from './play.ts';
import { childEnvironment } from './settings.ts';

const completion = z.object({
  choices: z.tuple([
    z.object({
      message: z.looseObject({
        content: z.string().nullish(),
        tool_calls: z
          .array(
            z.object({
              id: z.string(),
              function: z.object({ name: z.string(), arguments: z.string() }),
            }),
          )
          .default([]),
      }),
    }),
  ]),
});

const entry = z.object({
  mcpServers: z.object({
    'taskora-ops': z.object({ command: z.string(), args: z.array(z.string()) }),
  }),
});

/** What the model is given of a call, as JSON. */
const outcome = z.object({ text: z.string().default(''), isError: z.boolean().default(false) });

const RUN = 'run_command';
const turnsMost = 20;

/** The smallest agent there can be: it needs no other program, so tests play the record by it. */
export const clientAgent: Agent = {
  title: 'the client loop of this workspace',
  nameOf: (tool) => tool,
  runCall: (command) => ({ call: RUN, arguments: { command } }),
  play,
  outcomeOf: (result) => outcome.parse(JSON.parse(result || '{}')),
};

async function play({ root, model, prompt, variables }: Setting): Promise<void> {
  const settings = entry.parse(JSON.parse(readFileSync(join(root, '.mcp.json'), 'utf8')));
  const client = new Client({ name: 'client-loop', version: '1' });
  await client.connect(
    new StdioClientTransport({
      ...settings.mcpServers['taskora-ops'],
      env: { ...getDefaultEnvironment(), ...variables },
      cwd: root,
      stderr: 'ignore',
    }),
  );
  try {
    await converse(client, { root, model, prompt, variables });
  } finally {
    await client.close();
  }
}

async function converse(client: Client, { root, model, prompt, variables }: Setting) {
  const system = readFileSync(join(root, 'infra/aiops/system.md'), 'utf8');
  const messages: object[] = [
    { role: 'system', content: system },
    { role: 'user', content: prompt },
  ];
  const listed = (await client.listTools()).tools.map(({ name, description, inputSchema }) => ({
    type: 'function',
    function: { name, description, parameters: inputSchema },
  }));
  const tools = [...listed, { type: 'function', function: { name: RUN, parameters: {} } }];
  for (let turn = 0; turn < turnsMost; turn += 1) {
    const response = await fetch(`${model.url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'scripted', messages, tools }),
    });
    const [{ message }] = completion.parse(await response.json()).choices;
    messages.push(message);
    if (message.tool_calls.length === 0) return;
    for (const { id, function: called } of message.tool_calls) {
      const given = z.record(z.string(), z.unknown()).parse(JSON.parse(called.arguments));
      const result = await resultOf(client, called.name, given, { root, variables });
      messages.push({ role: 'tool', tool_call_id: id, content: JSON.stringify(result) });
    }
  }
  throw new UserError(
    'AGENT_FAILED',
    `the model had not answered after ${turnsMost} turns`,
    'shorten the script of the recipe in infra/aiops/recipes',
  );
}

async function resultOf(
  client: Client,
  name: string,
  given: Readonly<Record<string, unknown>>,
  { root, variables }: Pick<Setting, 'root' | 'variables'>,
): Promise<Outcome> {
  if (name === RUN) {
    const [program = '', ...args] = z.array(z.string()).parse(given['command']);
    const environment = { ...childEnvironment(), ...variables };
    const { exitCode, stdout, stderr } = await run(program, args, { directory: root, environment });
    return { text: `${stdout}${stderr}`.trim(), isError: exitCode !== 0 };
  }
  const { content, isError = false } = await client.callTool({ name, arguments: given });
  const [first] = z.array(z.object({ text: z.string().default('') })).parse(content);
  return { text: first?.text ?? '', isError };
}
