import { stripVTControlCharacters } from 'node:util';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { workspaceTargets } from '../testing/workspace-targets.ts';
import { everyForm, filled } from './filled.ts';
import { promptDocuments } from './prompt-documents.ts';
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
      'a tool of the workspace for kagent',
      '[kubectl-ai, docker-agent, gordon]\ntools: [ops_history, ops_status]',
      '[kagent]\ntools: [ops_plan]',
      /kagent has no tool ops_plan/,
    ],
    ['an example that is no choice', 'example: api', 'example: apo', /apo is no choice/],
    ['a command that is no target', 'npx nx run {service}:helm-status', 'helm status', /npx nx/],
  ])('is refused: %s', (_what, from, to, complaint) => {
    const file = join(root, SOURCE, 'recipes/roll-back.md');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    expect(() => readAiops(root)).toThrow(complaint);
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
