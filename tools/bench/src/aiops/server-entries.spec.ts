import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { readAiops } from '@taskora/dev/aiops';
import { workspaceRoot } from '@taskora/dev/environment';
import { parse } from 'yaml';
import { z } from 'zod';

// Each test starts a program through npx.
jest.setTimeout(60_000);

const { tools, recipes } = readAiops(workspaceRoot);
const read = (file: string): unknown => parse(readFileSync(join(workspaceRoot, file), 'utf8'));

const start = z.object({ command: z.string(), args: z.array(z.string()) });
const named = z.object({ mcpServers: z.record(z.string(), start) });

/** Where each program keeps the servers that it starts. */
const entries: readonly (readonly [string, z.infer<typeof start> | undefined])[] = [
  ['.mcp.json', named.parse(read('.mcp.json')).mcpServers['taskora-ops']],
  ['.cursor/mcp.json', named.parse(read('.cursor/mcp.json')).mcpServers['taskora-ops']],
  [
    '.vscode/mcp.json',
    z.object({ servers: z.record(z.string(), start) }).parse(read('.vscode/mcp.json')).servers[
      'taskora-ops'
    ],
  ],
  [
    'infra/aiops/kubectl-ai/mcp.yaml',
    // A list: as a map it would be read as none. An unknown key would be passed over.
    z
      .strictObject({
        servers: z.tuple([
          z.strictObject({ name: z.string(), command: z.string(), args: z.array(z.string()) }),
        ]),
      })
      .parse(read('infra/aiops/kubectl-ai/mcp.yaml')).servers[0],
  ],
  [
    'infra/aiops/docker-agent.yaml',
    start.parse(
      z
        .object({ agents: z.object({ root: z.object({ toolsets: z.array(z.unknown()) }) }) })
        .parse(read('infra/aiops/docker-agent.yaml'))
        .agents.root.toolsets.find((each) => start.safeParse(each).success),
    ),
  ],
];

async function connected<Result>(
  { command, args }: z.infer<typeof start>,
  variables: Readonly<Record<string, string>>,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ name: 'server-entries', version: '1' });
  const env = { ...getDefaultEnvironment(), KUBECONFIG: '/nonexistent', ...variables };
  const transport = new StdioClientTransport({
    command,
    args,
    env,
    cwd: workspaceRoot,
    stderr: 'ignore',
  });
  await client.connect(transport);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

const namesOf = async (client: Client): Promise<string[]> =>
  (await client.listTools()).tools.map(({ name }) => name);

/** The keys that are set, as the schema of Docker's agent has them; the schema itself is in no package. */
const dockerAgent = z.strictObject({
  agents: z.strictObject({
    root: z.strictObject({
      model: z.string(),
      description: z.string(),
      instruction: z.string(),
      add_prompt_files: z.array(z.string()).min(1),
      skills: z.literal(true),
      commands: z.record(
        z.string(),
        z.strictObject({ description: z.string(), instruction: z.string() }),
      ),
      toolsets: z.array(
        z.union([
          z.strictObject({
            type: z.literal('mcp'),
            command: z.string(),
            args: z.array(z.string()),
          }),
          z.strictObject({ type: z.enum(['filesystem', 'shell']) }),
        ]),
      ),
    }),
  }),
  permissions: z.strictObject({
    deny: z.array(z.string().regex(/^(?:shell|run_background_job):cmd=\w+\*$/)),
  }),
});

describe('docker-agent.yaml (O1)', () => {
  const parsed = dockerAgent.parse(read('infra/aiops/docker-agent.yaml'));

  it('reads prompt files that are there', () => {
    for (const file of parsed.agents.root.add_prompt_files) {
      expect(readFileSync(join(workspaceRoot, file), 'utf8')).not.toBe('');
    }
  });

  it('has its recipes as commands', () => {
    const own = recipes.filter(({ agents }) => agents.includes('docker-agent'));
    expect(Object.keys(parsed.agents.root.commands)).toEqual(own.map(({ name }) => name));
  });
});

describe('the operations server, as programs start it (O1)', () => {
  it.each(entries)('is started by %s and lists the tools of infra/aiops', async (_file, entry) => {
    if (entry === undefined) throw new Error('no entry');
    expect(await connected(entry, {}, namesOf)).toEqual(Object.keys(tools));
  });

  const [[, entry] = []] = entries;
  const first = start.parse(entry);

  it('says of each tool what infra/aiops says of it', async () => {
    await connected(first, {}, async (client) => {
      for (const { name, description } of (await client.listTools()).tools) {
        expect(description).toContain(tools[name]?.gives);
      }
    });
  });

  it('lists in the cluster those tools that need no workspace', async () => {
    const inCluster = Object.keys(tools).filter((name) => tools[name]?.scope === 'cluster');
    expect(await connected(first, { OPS_GROUPS: 'cluster' }, namesOf)).toEqual(inCluster);
  });

  it('serves every recipe as a prompt, with the argument in its place (O2)', async () => {
    await connected(first, {}, async (client) => {
      const { prompts } = await client.listPrompts();
      expect(prompts.map(({ name }) => name)).toEqual(recipes.map(({ name }) => name));
      const given = { service: 'chatbot', replicas: '3' };
      const { messages } = await client.getPrompt({ name: 'scale', arguments: given });
      const [message] = z
        .array(z.object({ role: z.literal('user'), content: z.object({ text: z.string() }) }))
        .parse(messages);
      expect(message?.content.text).toMatch(/^Give `chatbot` 3 pods\. /);
      expect(message?.content.text).not.toMatch(/\{\{|<service>/);
    });
  });
});
