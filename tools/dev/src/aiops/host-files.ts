import { stringify } from 'yaml';
import { examplesOf, filled, oneLine } from './filled.ts';
import { SOURCE, type Aiops } from './source.ts';

const MADE = `# Made from ${SOURCE} by npx nx run dev:aiops.\n`;

/** Where each program reads which servers it starts; JSON takes no comment that would name the source. */
const places = {
  claude: '.mcp.json',
  cursor: '.cursor/mcp.json',
  code: '.vscode/mcp.json',
  kubectl: `${SOURCE}/kubectl-ai/mcp.yaml`,
  kubectlTools: `${SOURCE}/kubectl-ai/tools.yaml`,
  agent: `${SOURCE}/docker-agent.yaml`,
  gordon: `${SOURCE}/gordon/ops-server.yaml`,
} as const;

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const yaml = (value: unknown): string => MADE + stringify(value, { lineWidth: 0 });

/** What programs with a model read to start the operations server, by path from the root of the workspace. */
export function hostFiles(source: Aiops): ReadonlyMap<string, string> {
  const { server } = source;
  const start = { command: server.command, args: server.arguments };
  const name = `taskora-${server.name}`;
  return new Map([
    [places.claude, json({ mcpServers: { [name]: start } })],
    [places.cursor, json({ mcpServers: { [name]: start } })],
    [places.code, json({ servers: { [name]: { type: 'stdio', ...start } } })],
    // A list; kubectl-ai prefixes the tools of a server with its name.
    [places.kubectl, yaml({ servers: [{ name: 'taskora', ...start }] })],
    [places.kubectlTools, yaml([inWorkspace])],
    [places.agent, yaml(dockerAgent(source))],
    [places.gordon, yaml(gatewayEntry(source))],
  ]);
}

/**
 * The shell of kubectl-ai starts in a temporary folder, where Nx finds no workspace. It puts this command before one
 * without pipes; XDG_CONFIG_HOME is what led it to this file.
 */
const inWorkspace = {
  name: 'run_in_workspace',
  description:
    'Runs one command in the root of the workspace of Taskora. Use it for every npx nx command: the tool bash starts in a temporary folder, where Nx finds no workspace.',
  command: 'cd "$XDG_CONFIG_HOME/../.." &&',
  command_desc:
    'One command such as npx nx run infra:plan, without pipes, redirections, && and cd: with them it would run in the temporary folder.',
};

/**
 * Tools that say of themselves that they only read run without a question. Commands and changes of files are
 * asked for, and refused where nobody can be asked.
 */
function dockerAgent({ server, recipes }: Aiops) {
  const own = recipes.filter(({ agents }) => agents.includes('docker-agent'));
  return {
    agents: {
      root: {
        // Which one there is a key for; --model names another.
        model: 'auto',
        description: server.description,
        instruction: `Operate Taskora as ${SOURCE}/system.md says.`,
        add_prompt_files: [`${SOURCE}/system.md`],
        skills: true,
        commands: Object.fromEntries(
          own.map((recipe) => [
            recipe.name,
            {
              description: recipe.title,
              instruction: oneLine(filled(recipe.prompt, examplesOf(recipe))),
            },
          ]),
        ),
        toolsets: [
          { type: 'mcp', command: server.command, args: server.arguments },
          { type: 'filesystem' },
          { type: 'shell' },
        ],
      },
    },
    permissions: {
      deny: ['shell', 'run_background_job'].flatMap((tool) =>
        ['kubectl', 'helm'].map((program) => `${tool}:cmd=${program}*`),
      ),
    },
  };
}

/**
 * An entry for a profile of the MCP Toolkit, which Gordon reads its servers from. The Toolkit starts containers and no
 * programs of the workstation, so the server is reached by HTTP.
 */
function gatewayEntry({ server, tools, agents }: Aiops) {
  return {
    name: `taskora-${server.name}`,
    title: server.title,
    type: 'remote',
    description: server.description,
    remote: { url: 'http://host.docker.internal:8080/mcp', transport_type: 'streamable-http' },
    tools: Object.entries(tools)
      .filter(([, { scope }]) => agents.gordon.serves.includes(scope))
      .map(([name, { gives }]) => ({
        name,
        description: gives,
        annotations: { readOnlyHint: true, destructiveHint: false },
      })),
  };
}
