import { stripVTControlCharacters } from 'node:util';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workspaceRoot } from '../environment.ts';
import { workspaceTargets } from '../testing/workspace-targets.ts';
import { everyForm, filled } from './filled.ts';
import { promptDocuments, readingTargets } from './prompt-documents.ts';
import { recipeFault } from './recipe-check.ts';
import { skillFile } from './skills.ts';
import { AGENTS, readAiops, SOURCE, type AgentName, type Recipe } from './source.ts';

const source = readAiops(workspaceRoot);
const read = (file: string): string => readFileSync(join(workspaceRoot, file), 'utf8');
const byName = source.recipes.map((recipe) => ({ name: recipe.name, recipe }));

describe('what is made of infra/aiops (O2)', () => {
  it('is what the source says (dev:aiops writes it)', () => {
    const program = join(workspaceRoot, 'tools/dev/src/commands/aiops.ts');
    const { status, stderr } = spawnSync(process.execPath, [program, '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('has every prompt in the document of each program that it is for', () => {
    const files = promptDocuments(source);
    const documents: Readonly<Record<AgentName, string>> = {
      'kubectl-ai': 'kubectl-ai-prompts.md',
      kagent: 'kagent-prompts.md',
      'docker-agent': 'docker-ai-prompts.md',
      gordon: 'docker-ai-prompts.md',
    };
    for (const { agents, title } of source.recipes) {
      for (const agent of agents) {
        expect(files.get(`${SOURCE}/ai-gen/${documents[agent]}`)).toContain(`### ${title}\n`);
      }
    }
  });
});

describe('the recipes (O1)', () => {
  const targets = workspaceTargets(workspaceRoot);
  const { generators } = JSON.parse(read('tools/nx-helm/generators.json')) as {
    generators: Record<string, unknown>;
  };

  /** The targets and generators that a command names. */
  function namesIn(command: string): string[] {
    const [, , verb = '', ...args] = command.split(' ');
    if (verb === 'run') return [args[0] ?? ''];
    if (verb === 'g') return [args[0]?.replace('@taskora/nx-helm:', 'generator ') ?? ''];
    return args.filter((arg) => !arg.startsWith('-')).map((target) => `*:${target}`);
  }
  const isThere = (name: string): boolean =>
    name.startsWith('generator ') ? name.slice(10) in generators : targets.has(name);

  it.each(byName)('$name can be done and checked without a model', ({ recipe }) => {
    const commands = [...recipe.commands, ...recipe.withoutAi.run, recipe.check.run];
    const names = commands.flatMap((command) => everyForm(command, recipe)).flatMap(namesIn);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !isThere(name))).toEqual([]);
  });

  it('would not find a target that is not there', () => {
    expect(isThere(namesIn('npx nx run infra:no-such-target')[0] ?? '')).toBe(false);
    expect(isThere(namesIn('npx nx g @taskora/nx-helm:no-such-generator')[0] ?? '')).toBe(false);
  });

  it.each(AGENTS)('have one of each kind for %s that it can do', (agent) => {
    const own = source.recipes.filter(({ agents }) => agents.includes(agent));
    const kinds = new Set(own.map(({ kind }) => kind));
    // What runs in the cluster has no sources to build.
    const expected = ['deploy', 'diagnosis', 'scaling', ...(agent === 'kagent' ? [] : ['build'])];
    expect([...kinds].toSorted()).toEqual(expected.toSorted());
  });

  it('tell every program to change the cluster by Nx alone', () => {
    const changing = /\b(?:kubectl|helm) (?:apply|delete|edit|patch|scale|set|upgrade|rollback)\b/;
    for (const { prompt } of source.recipes) expect(prompt).not.toMatch(changing);
    expect(source.system).toContain('is an Nx target');
  });

  it('and the system prompt have no braces, which the runtime of kagent takes for its state', () => {
    expect(source.system).not.toMatch(/[{}]/);
  });
});

describe('a source that is wrong (O2)', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'aiops-'));
    cpSync(join(workspaceRoot, SOURCE), join(root, SOURCE), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each([
    ['a placeholder without an argument', 'Roll {it} back', /no argument it/],
    ['an argument that the prompt does not use', 'Roll it back', /does not use service/],
  ])('is refused: %s', (_what, prompt, complaint) => {
    const file = join(root, SOURCE, 'recipes/roll-back.md');
    const [, head] = readFileSync(file, 'utf8').split('---\n');
    writeFileSync(file, `---\n${head ?? ''}---\n\n${prompt}\n`);
    expect(() => readAiops(root)).toThrow(complaint);
  });

  it.each([
    ['a key that there is not', 'kind: deploy', 'kinds: deploy', /Unrecognized key/],
    ['a tool that there is not', '[ops_history, ops_status]', '[ops_undo]', /no tool ops_undo/],
    [
      'a tool of the prompt that is not listed',
      '[ops_history, ops_status]',
      '[ops_history]',
      /tools does not list ops_status/,
    ],
    [
      'a command for an agent that runs none',
      '[kubectl-ai, docker-agent, gordon]',
      '[kagent]',
      /kagent has no commands/,
    ],
    ['an example that is no choice', 'example: api', 'example: apo', /apo is no choice/],
    ['a pattern that is none', 'result: failed', '(failed', /at script\[0\]/],
    ['a command that is no target', 'npx nx run {service}:helm-status', 'helm status', /npx nx/],
  ])('is refused: %s', (_what, from, to, complaint) => {
    const file = join(root, SOURCE, 'recipes/roll-back.md');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    expect(() => readAiops(root)).toThrow(complaint);
  });
});

describe('a recipe that its program cannot do (O2)', () => {
  const settings = readAiops(workspaceRoot);
  const named = (name: string): Recipe => {
    const found = settings.recipes.find((recipe) => recipe.name === name);
    if (found === undefined) throw new Error(`no recipe ${name}`);
    return found;
  };

  it.each([
    ['deploy', 'kagent', /kagent has no tool ops_plan/],
    ['build-images', 'kagent', /kagent has no commands/],
    ['scale', 'kagent', /kagent has no commands, files/],
  ] as const)('is refused: %s by %s', (name, agent, complaint) => {
    expect(recipeFault({ ...named(name), agents: [agent] }, settings)).toMatch(complaint);
  });

  it('is refused where a tool is not served and the prompt has no command in its place', () => {
    const recipe = named('plan-deploy');
    expect(recipeFault(recipe, settings)).toBeUndefined();
    const prompt = recipe.prompt.replaceAll('`npx nx run infra:plan`', 'the plan');
    expect(recipeFault({ ...recipe, prompt }, settings)).toBe('gordon has no tool ops_plan');
    const agents = ['docker-agent' as const];
    expect(recipeFault({ ...recipe, prompt, agents }, settings)).toBeUndefined();
  });

  it('is refused where a prompt has a command run or a file read, and not where a person does', () => {
    const recipe = { ...named('explain-rollout'), agents: ['kagent' as const] };
    const withText = (text: string) =>
      recipeFault({ ...recipe, prompt: `${recipe.prompt} ${text}` }, settings);
    expect(withText('Run `npx nx run infra:history`.')).toBe('kagent has no commands');
    expect(withText('Read `infra/environments/minikube.yaml`.')).toBe('kagent has no files');
    expect(withText('Leave it to a person: give the person `npx nx run infra:history`.')).toBe(
      undefined,
    );
  });
});

describe('the commands of kubectl-ai (O1)', () => {
  const tools = parse(read(`${SOURCE}/kubectl-ai/tools.yaml`)) as {
    name: string;
    command: string;
  }[];
  const [start = ''] = /^export .*$/m.exec(read(`${SOURCE}/ai-gen/kubectl-ai-prompts.md`)) ?? [];

  /** What its shell does in the temporary folder that it starts in, after the documented start. */
  function inFolder(command: string) {
    const folder = mkdtempSync(join(tmpdir(), 'agent-workdir-'));
    const shell = `${start}; cd "$FOLDER" && bash -c "$COMMAND"`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', shell], {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: { ...process.env, FOLDER: folder, COMMAND: command, NX_DAEMON: 'false' },
    });
    rmSync(folder, { recursive: true });
    return { status, stdout, stderr };
  }

  it('run in the root of the workspace, by its Nx, from a folder elsewhere', () => {
    const [tool] = tools;
    expect(tools.map(({ name }) => name)).toEqual(['run_in_workspace']);
    expect(inFolder(`${tool?.command ?? ''} pwd -P`).stdout.trim()).toBe(
      realpathSync(workspaceRoot),
    );
    const shown = inFolder(`${tool?.command ?? ''} npx nx show projects --with-target container`);
    expect(shown).toMatchObject({ status: 0 });
    expect(shown.stdout.split('\n')).toContain('api');
  });

  it('install nothing where they run elsewhere all the same', () => {
    const { status, stderr } = inFolder('npx nx show projects');
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/npx canceled/);
  });

  it('are told to every model by the system prompt', () => {
    expect(source.system).toContain('`run_in_workspace`');
    expect(read(`${SOURCE}/kubectl-ai/mcp.yaml`)).toContain('name: taskora');
  });
});

describe('what Gordon is told to read by (O1)', () => {
  const text = promptDocuments(source).get(`${SOURCE}/ai-gen/docker-ai-prompts.md`) ?? '';

  it('are targets that there are, and none that a recipe runs after a yes', () => {
    const targets = workspaceTargets(workspaceRoot);
    const afterYes = source.recipes.flatMap(({ commands }) => commands);
    for (const target of readingTargets) {
      expect(targets.has(target)).toBe(true);
      expect(afterYes).not.toContain(`npx nx run ${target}`);
      expect(text).toContain(`\`npx nx run ${target}\``);
    }
  });

  it('are not all that stands after Without AI, which deploys and rolls back', () => {
    const [start = ''] = text.split('\n## ');
    expect(start).not.toContain('Without AI');
  });
});

describe('placeholders', () => {
  const recipe = {
    arguments: {
      service: { description: 'x', example: 'api', choices: ['api', 'web'] },
      replicas: { description: 'x', example: '3' },
    },
  } as unknown as Recipe;

  it('take each choice, and the example where there is none', () => {
    expect(everyForm('{service} {replicas} {other}', recipe)).toEqual([
      'api 3 {other}',
      'web 3 {other}',
    ]);
    expect(filled('{service}', { service: 'web' })).toBe('web');
  });
});

describe('the skills (O3)', () => {
  const names = source.skills.map(({ name }) => name);

  it('are those that people of other layouts expect, and one for operations', () => {
    expect(names).toEqual(['docker-multistage', 'helm-chart-gen', 'taskora-operations']);
  });

  it.each(names)('%s says in its head what it is and when it is used', (name) => {
    const [, head = ''] = read(skillFile(name)).split('---\n');
    expect(head).toMatch(new RegExp(`^name: ${name}$`, 'm'));
    const [, description = ''] = /^description: (.+)$/m.exec(head) ?? [];
    expect(description).toMatch(/Use it when/);
    expect(description.length).toBeLessThanOrEqual(1024);
  });

  const commands = names.flatMap((name) =>
    [...read(skillFile(name)).matchAll(/^ *npx nx (g .+ --dry-run)$/gm)].map(
      ([, command = '']) => ({
        name,
        command,
      }),
    ),
  );

  it('drive the generators of this workspace', () => {
    const used = new Set(commands.map(({ command }) => /nx-helm:(\w+)/.exec(command)?.[1]));
    expect([...used].toSorted()).toEqual(['chart', 'image', 'service']);
  });

  it.each(commands)('$name: $command runs as it is written', ({ command }) => {
    const nx = join(workspaceRoot, 'node_modules/.bin/nx');
    const { status, stdout, stderr } = spawnSync(nx, command.split(' '), {
      cwd: workspaceRoot,
      encoding: 'utf8',
      env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stripVTControlCharacters(stdout)).toMatch(/CREATE \S+\/(?:Dockerfile|Chart\.yaml)/);
  });
});
