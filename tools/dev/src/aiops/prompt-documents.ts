import { asPlaceholders, examplesOf, filled, withoutAiOf } from './filled.ts';
import { block, code, madeFrom } from './markdown.ts';
import { SOURCE, type AgentName, type Aiops, type Recipe } from './source.ts';

interface PromptDocument {
  readonly file: string;
  readonly title: string;
  readonly agents: readonly AgentName[];
  /** What stands above the prompts: how the program is started with what this workspace has for it. */
  readonly start: string;
}

const folder = `${SOURCE}/ai-gen`;

const inShell = (...lines: readonly string[]): string => block('sh', lines.join('\n'));

/** They read, and change nothing in the cluster or the workspace. */
export const readingTargets = [
  'infra:plan',
  'infra:history',
  'infra:drift',
  'infra:check-deployment',
] as const;

const documents: readonly PromptDocument[] = [
  {
    file: `${folder}/docker-ai-prompts.md`,
    title: "Prompts for Docker's agent and Gordon",
    agents: ['docker-agent', 'gordon'],
    start: [
      "Docker's agent reads [docker-agent.yaml](../docker-agent.yaml) and asks before every command:",
      inShell('docker agent run infra/aiops/docker-agent.yaml "PROMPT"'),
      'Gordon starts in the folder of the workspace, and is given the operations server by ' +
        '[gordon/ops-server.yaml](../gordon/ops-server.yaml):',
      inShell('docker ai "PROMPT"'),
      `Without that entry let it read by ${readingTargets.map((each) => code(`npx nx run ${each}`)).join(', ')} and by no ` +
        'other command: these change nothing.',
      '[docs/aiops.md](../../../docs/aiops.md) has the set-up, and what of Gordon is not tried here.',
    ].join('\n\n'),
  },
  {
    file: `${folder}/kubectl-ai-prompts.md`,
    title: 'Prompts for kubectl-ai',
    agents: ['kubectl-ai'],
    start: [
      'kubectl-ai reads [kubectl-ai/mcp.yaml](../kubectl-ai/mcp.yaml) and [kubectl-ai/tools.yaml](../kubectl-ai/tools.yaml) ' +
        'where `XDG_CONFIG_HOME` is the folder `infra/aiops`; start it in the root of the workspace:',
      inShell(
        'export XDG_CONFIG_HOME="$PWD/infra/aiops" npm_config_yes=false',
        'kubectl-ai --mcp-client --extra-prompt-paths infra/aiops/system.md',
      ),
      'It asks before each tool of the server, and before each command. Its own shell starts in a temporary folder, so ' +
        'commands of Nx go through the tool `run_in_workspace`; `npm_config_yes=false` keeps npx from installing an Nx ' +
        'where one is asked for elsewhere. [docs/aiops.md](../../../docs/aiops.md) has the set-up.',
    ].join('\n\n'),
  },
  {
    file: `${folder}/kagent-prompts.md`,
    title: 'Prompts for kagent',
    agents: ['kagent'],
    start: [
      'The chart `platform` renders the agent `taskora-ops` where the environment names the version of kagent’s API:',
      inShell('kagent invoke --agent taskora-ops --namespace taskora --task "PROMPT"'),
      'Its tools read and nothing else: it runs no command and changes no file, and gives both to the person. It builds ' +
        'nothing, because there are neither sources nor a builder in the cluster: `npx nx run infra:build-images` does. ' +
        '[docs/aiops.md](../../../docs/aiops.md) has the set-up.',
    ].join('\n\n'),
  },
];

/** One document for each program that people type prompts into, by path from the root of the workspace. */
export const promptDocuments = (source: Aiops): ReadonlyMap<string, string> =>
  new Map(documents.map((document) => [document.file, textOf(document, source)]));

function textOf({ title, agents, start }: PromptDocument, source: Aiops): string {
  const { recipes } = source;
  const own = recipes.filter((recipe) => recipe.agents.some((agent) => agents.includes(agent)));
  const kinds = Map.groupBy(own, ({ kind }) => kind);
  const parts = [...kinds].map(([kind, all]) => {
    const heading = kind.charAt(0).toUpperCase() + kind.slice(1);
    return [`## ${heading}`, ...all.map((recipe) => sectionOf(recipe, agents, source))].join(
      '\n\n',
    );
  });
  return [`# ${title}`, madeFrom(SOURCE), start, ...parts].join('\n\n');
}

function sectionOf(recipe: Recipe, agents: readonly AgentName[], source: Aiops): string {
  const { title, prompt, expect, check, commands } = recipe;
  const facts = [
    ...(agents.length > 1 ? [['For', recipe.agents.filter(isIn(agents)).join(', ')]] : []),
    ['Reads by', readsBy(recipe, agents, source)],
    ['Runs, after a yes', commands.length === 0 ? 'nothing' : commandsOf(commands)],
    ['Gives', asPlaceholders(expect)],
    ['Check', `${commandsOf([check.run])} shows ${check.shows}`],
    ['Without AI', withoutAiOf(recipe)],
  ];
  return [
    `### ${title}`,
    block('text', filled(prompt, examplesOf(recipe))),
    facts.map(([what = '', how = '']) => `- **${what}**: ${how}`).join('\n'),
    ...argumentsOf(recipe),
  ].join('\n\n');
}

/** Tools, with the command in place of one that an agent of the document is not served. */
function readsBy(
  { tools: own }: Recipe,
  all: readonly AgentName[],
  { tools, agents }: Aiops,
): string {
  if (own.length === 0) return 'files and targets of the workspace';
  const each = own.map((tool) => {
    const { scope = 'cluster', instead } = tools[tool] ?? {};
    const without = all.filter((agent) => !agents[agent].serves.includes(scope));
    const titles = without.map((agent) => agents[agent].title).join(', ');
    return instead === undefined || without.length === 0
      ? code(tool)
      : `${code(tool)} (${titles}: ${code(instead)})`;
  });
  return each.join(', ');
}

const isIn =
  (agents: readonly AgentName[]) =>
  (agent: AgentName): boolean =>
    agents.includes(agent);

const commandsOf = (commands: readonly string[]): string =>
  commands.map((each) => code(asPlaceholders(each))).join(', ');

/** The prompt stands there with the examples; these are the others. */
function argumentsOf(recipe: Recipe): string[] {
  const all = Object.entries(recipe.arguments);
  if (all.length === 0) return [];
  const lines = all.map(([name, { description, example, choices }]) => {
    const values = choices === undefined ? '' : `; one of ${choices.map(code).join(', ')}`;
    return `- ${code(name)}, here ${code(example)}: ${description}${values}`;
  });
  return [`In place of the values above:\n\n${lines.join('\n')}`];
}
