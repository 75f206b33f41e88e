import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { formatTable } from '@taskora/base/table';
import { callTool } from './tools/call.ts';
import { toolsOf } from './tools/table.ts';
import type { Tool } from './tools/tool.ts';
import { workstationOptions } from './workstation.ts';

/** `npx nx run ops:tools [ops_logs --release=api --lines=20]`: the tools without a client. */
async function main(): Promise<number> {
  const { groups, cluster, workspace } = workstationOptions();
  const tools = toolsOf(groups);
  const [name, ...given] = process.argv.slice(2);
  if (name === undefined) {
    const rows = tools.map((tool) => [tool.name, tool.title, optionsOf(tool).join(' ')]);
    console.log(formatTable([['TOOL', 'SHOWS', 'OPTIONS'], ...rows]));
    return 0;
  }
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw unknown(name, tools);
  const { signal } = new AbortController();
  const { result } = await callTool(tool, inputOf(tool, given), { cluster, workspace, signal });
  const [{ text }] = result.content;
  if (result.isError !== true) console.log(text);
  else console.error(text);
  return result.isError === true ? 1 : 0;
}

function optionsOf({ input }: Tool): string[] {
  return Object.keys(input.shape).map((field) => `--${field}`);
}

/** Every option comes as a text, and is what the text says where that is a number or a truth value. */
function inputOf(tool: Tool, given: readonly string[]): Record<string, unknown> {
  const fields = Object.keys(tool.input.shape);
  const options = Object.fromEntries(fields.map((field) => [field, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...given], options });
  const read = Object.entries(values).map(([key, value]) => [key, valueOf(String(value))]);
  const result = tool.input.safeParse(Object.fromEntries(read));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UserError(
    'OPS_INPUT_INVALID',
    `--${issue?.path.join('.') ?? ''} of ${tool.name}: ${issue?.message ?? ''}`,
    'npx nx run ops:tools, which lists the options',
  );
}

function valueOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d{1,6}$/.test(text) ? Number(text) : text;
}

function unknown(name: string, tools: readonly Tool[]): UserError {
  return new UserError(
    'OPS_TOOL_UNKNOWN',
    `there is no tool ${name}; there are ${tools.map((one) => one.name).join(', ')}`,
    'npx nx run ops:tools',
  );
}

await runMain(main);
