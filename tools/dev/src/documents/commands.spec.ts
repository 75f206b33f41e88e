import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { programPath } from '../run.ts';
import { asObject, titleOf } from './data-model/objects.ts';
import { readModel } from './data-model/renders.ts';
import { readFences, type Fence } from './testing/fences.ts';
import { releases, stageCharts, type Chart } from './staged-charts.ts';
import { needsMore, ofCommand, ofKind, ofTarget, type Evidence } from './testing/evidence.ts';
import {
  commandsIn,
  isShell,
  readShown,
  shownIn,
  tokensOf,
  type ShownCommand,
} from './testing/extract.ts';
import type { NxCommand } from './testing/nx-command.ts';
import { isThere, unknownOptions, unknownVerb } from './testing/program-help.ts';
import {
  expanded,
  generatorFaults,
  isPlaceholder,
  nxCommand,
  nxFaults,
} from './testing/nx-command.ts';
import { isQuestion, questionFaults } from './testing/nx-show.ts';
import { readProjects, targetsBehind, type Projects } from './testing/nx-graph.ts';
import { parsedOptions } from './testing/parsed-options.ts';

jest.setTimeout(60_000);

const shown = readShown();
const named = ({ place, text }: ShownCommand): string => `${place}: ${text}`;

/**
 * A block that the acceptance of the pipeline, or of `rehearsed` ones a spec of the plugin, runs as a whole
 * and compares with what it prints.
 */
const worked = readFences().filter(({ info }) => /^(?:example|rehearsed \w+)$/.test(info));
const isIn = (blocks: readonly Fence[], { file, place }: ShownCommand): boolean =>
  blocks.some((block) => {
    const line = Number(place.split(':').at(-1));
    const height = block.text.split('\n').length;
    return block.file === file && line >= block.line && line < block.line + height;
  });
const isWorked = (command: ShownCommand): boolean => isIn(worked, command);

/** Blocks that make Secrets: below, a shell is given each as it stands. */
const secretBlocks = readFences().filter(
  (fence) => isShell(fence) && /kubectl .*create secret generic/.test(fence.text),
);

/** Shown for any workspace, by the plugin and the generators. */
const isOfPlugin = ({ file }: ShownCommand): boolean => file.startsWith('tools/nx-helm/');
const evidenceOf = (text: string): Evidence | undefined =>
  ofCommand.find(({ command }) => command.test(text))?.by;
const isExempt = ({ text }: ShownCommand): boolean =>
  needsMore.some(({ command }) => command.test(text));

/** A command in a document of the plugin that is about this workspace. */
const isKept = ({ targets }: NxCommand): boolean => targets.every((name) => name in ofTarget);

const helmCommands = shown.filter(({ text }) => /^helm /.test(text));
const kubectlCommands = shown.filter(({ text }) => /^(?:printf .*\| )?kubectl /.test(text));
const minikubeCommands = shown.filter(({ text }) => /^minikube /.test(text));
const nxCommands = shown
  .map((command) => ({ command, nx: nxCommand(command.text) }))
  .flatMap(({ command, nx }) => (nx === undefined ? [] : [{ command, nx }]))
  .filter(({ command, nx }) => !isWorked(command) && (!isOfPlugin(command) || isKept(nx)))
  .filter(({ command }) => evidenceOf(command.text) === undefined);

let projects: Projects;
let objects: ReadonlySet<string>;
const charts = stageCharts();
const folder = mkdtempSync(join(tmpdir(), 'taskora-commands-'));

beforeAll(async () => {
  projects = await readProjects();
  const model = await readModel(charts);
  const all = [...model.releases.values()].flat().map(({ object }) => object);
  objects = new Set([...all, ...model.whole.all].map((object) => titleOf(object).toLowerCase()));
});

afterAll(() => {
  charts.dispose();
  rmSync(folder, { recursive: true, force: true });
});

describe('the commands in documents (D1)', () => {
  it('are found', () => {
    expect(shown.filter(({ isFenced }) => isFenced).length).toBeGreaterThan(70);
    expect(shown.length).toBeGreaterThan(200);
    expect(helmCommands.length).toBeGreaterThan(15);
    expect(kubectlCommands.length).toBeGreaterThan(25);
  });

  it('are all run by a test or the CI, checked here, or need what no test machine has', () => {
    const isKnown = (command: ShownCommand): boolean =>
      isWorked(command) ||
      // A line of such a block that gives a value to the next.
      (/^\w+=/.test(command.text) && isIn(secretBlocks, command)) ||
      isExempt(command) ||
      evidenceOf(command.text) !== undefined ||
      nxCommands.some((each) => each.command === command) ||
      [helmCommands, kubectlCommands, minikubeCommands].some((list) => list.includes(command)) ||
      // What a reader replaces first: `npx nx run web:<target>`, or a sentence about a command.
      (!command.isFenced && tokensOf(command.text).some(isPlaceholder)) ||
      isQuestion(command.text);
    expect(shown.filter((command) => !isKnown(command)).map(named)).toEqual([]);
  });

  it('are excused only where somebody shows them', () => {
    const unused = needsMore.filter(({ command }) => !shown.some(({ text }) => command.test(text)));
    expect(unused.map(({ command }) => command.source)).toEqual([]);
    const idle = ofCommand.filter(({ command }) => !shown.some(({ text }) => command.test(text)));
    expect(idle.map(({ command }) => command.source)).toEqual([]);
  });

  it.each([
    ...Object.entries(ofTarget),
    ...Object.entries(ofKind),
    ...ofCommand.map(({ command, by }) => [command.source, by] as const),
  ])('are really run where it says so: %s', (_what, { file, text }) => {
    expect(existsSync(join(workspaceRoot, file))).toBe(true);
    expect(readFileSync(join(workspaceRoot, file), 'utf8')).toContain(text);
  });
});

describe('the evidence that a command is run (D1)', () => {
  const scripts = Object.entries(
    (
      JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
        readonly scripts: Readonly<Record<string, string>>;
      }
    ).scripts,
  );

  /** What names a target in a test or a step: itself, those behind it, or what it starts. */
  const namesOf = (name: string): readonly string[] => {
    const behind = targetsBehind(projects, name);
    const started = behind.flatMap(({ target }) =>
      [target.options['command'], target.options['commands']]
        .flat()
        .filter((each) => typeof each === 'string'),
    );
    const programs = started.flatMap((text) => {
      const [, program = '', subcommand] = /(\S+\.ts)(?: ([a-z][\w-]*))?$/.exec(text) ?? [];
      const file = program.split('/').at(-1) ?? '';
      const many = subcommand !== undefined && /^(?:cli|main)\.ts$/.test(file);
      const ofScripts = scripts.filter(([, script]) => script.endsWith(program));
      const ofFile = many ? [`${file} ${subcommand}`, `${file}', ['${subcommand}`] : [file];
      return program === '' ? [] : [...ofFile, ...ofScripts.map(([each]) => `npm run ${each}`)];
    });
    return [name, ...behind.map((each) => each.name), ...programs];
  };
  const names = (text: string, name: string): boolean =>
    new RegExp(String.raw`(?<![\w-])${name.replaceAll(/[^\w-]/g, String.raw`\$&`)}(?![\w-])`).test(
      text,
    );

  it('names the target, or the program that it starts', () => {
    const vague = Object.entries(ofTarget)
      .filter(([name, { text }]) => !namesOf(name).some((each) => names(text, each)))
      .map(([name, { text }]) => `${name}: ${text}`);
    expect(vague).toEqual([]);
    expect(namesOf('platform:backup').some((each) => names('describe(', each))).toBe(false);
    expect(namesOf('dev:compose').some((each) => names('dev:compose-story', each))).toBe(false);
  });

  it('of a kind of targets names the kind, or the command that deploys all of it', () => {
    const vague = Object.entries(ofKind).filter(
      ([kind, { text }]) => !names(text, kind) && text !== 'npm run up',
    );
    expect(vague).toEqual([]);
  });

  it('of another command has its options, which generators have in their schemas', () => {
    const vague = ofCommand.flatMap(({ command, by }) =>
      shown
        .filter(({ text }) => command.test(text) && !/^npx nx g /.test(text))
        .filter(({ text }) => {
          const options = tokensOf(text).filter((token) => /^--[a-z]/.test(token));
          const parts = text.match(/[\w@-]{2,}/g) ?? [];
          const isSaid = parts.some((part) => part !== 'npm' && names(by.text, part));
          return !isSaid || !options.every((option) => by.text.includes(option));
        })
        .map((each) => named(each)),
    );
    expect(vague).toEqual([]);
  });

  it('leaves no option of a generator that its schema does not have', () => {
    const faults = shown.flatMap((command) =>
      generatorFaults(command.text).map((fault) => `${named(command)}: ${fault}`),
    );
    expect(faults).toEqual([]);
    expect(generatorFaults('npx nx g @taskora/nx-helm:chart a --imagine b')).toEqual([
      'chart takes no option --imagine',
    ]);
  });
});

describe('the commands of Nx in documents (D1)', () => {
  it('name targets, configurations and options that there are', () => {
    const faults = nxCommands.flatMap(({ command, nx }) =>
      nxFaults(nx, projects).map((fault) => `${named(command)}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it('run targets that a test or the CI runs', () => {
    const isRun = (name: string): boolean => {
      const [, kind = ''] = name.split(':');
      return name in ofTarget || kind in ofKind || isPlaceholder(kind);
    };
    const open = nxCommands
      .filter(({ command }) => !isExempt(command))
      .flatMap(({ command, nx }) =>
        expanded(nx, projects)
          .filter((name) => !isRun(name))
          .map((name) => `${named(command)}: ${name}`),
      );
    expect(open).toEqual([]);
  });

  it('are shown where evidence is kept for them', () => {
    const all = new Set(nxCommands.flatMap(({ nx }) => expanded(nx, projects)));
    expect(Object.keys(ofTarget).filter((name) => !all.has(name))).toEqual([]);
  });

  it('ask for projects and targets that there are, in words that Nx takes', () => {
    const faults = shown
      .filter(({ text }) => isQuestion(text))
      .flatMap((command) =>
        questionFaults(command.text, projects).map((fault) => `${named(command)}: ${fault}`),
      );
    expect(faults).toEqual([]);
  });

  it.each([
    'npx nx show everything',
    'npx nx show projects --with web',
    'npx nx show project nothing',
    'npx nx show target web:nothing',
    'npx nx show target inputs',
    'npx nx graph web',
    'nx graph --fly',
  ])('are refused where they ask for something else: %s', (text) => {
    expect(questionFaults(text, projects)).toHaveLength(1);
  });

  const shows = shown.filter(({ text }) => /^npx nx show \S+(?: [\w:-]+)*$/.test(text));

  it.each(shows.map((command) => [named(command), command] as const))(
    'answer: %s',
    (_name, { text }) => {
      const nx = join(workspaceRoot, 'node_modules/.bin/nx');
      const args = tokensOf(text.replace(/^npx /, '')).slice(1);
      const { status, stdout } = spawnSync(nx, args, { cwd: workspaceRoot, encoding: 'utf8' });
      expect([status, stdout === '']).toEqual([0, false]);
    },
  );
});

const wrongVerbs: Readonly<Record<'helm' | 'kubectl' | 'minikube', readonly [string, string][]>> = {
  helm: [
    ['helm statuz taskora', 'statuz'],
    ['helm -n taskora', 'no command'],
    ['helm get valuez taskora', 'valuez'],
  ],
  kubectl: [
    ['kubectl -n taskora rolout restart deployment/web', 'rolout'],
    ['kubectl frobnicate pods', 'frobnicate'],
    ['kubectl rollout restrat deployment/web', 'restrat'],
    ['kubectl create secret genric taskora-smtp', 'genric'],
  ],
  minikube: [['minikube servise web --url', 'servise']],
};

describe.each([
  ['helm', helmCommands],
  ['kubectl', kubectlCommands],
  ['minikube', minikubeCommands],
] as const)('the commands of %s in documents (D1)', (program, commands) => {
  const check = program === 'helm' || isThere(program) ? it : it.skip;
  const texts = [...new Map(commands.map((command) => [command.text, command])).values()];

  check.each(texts.map((command) => [named(command), command.text] as const))(
    'have verbs and options that there are: %s',
    (_name, text) => {
      expect([unknownVerb(program, text), unknownOptions(program, text)]).toEqual([undefined, []]);
    },
  );

  check.each(wrongVerbs[program])('have no verb that there is not: %s', (text, verb) => {
    expect(unknownVerb(program, text)).toBe(verb);
  });

  check('refuses an option that there is not', () => {
    expect(
      unknownOptions(
        program,
        `${program} ${program === 'kubectl' ? 'scale' : 'status'} --nonsense`,
      ),
    ).toEqual(['--nonsense']);
  });
});

/** The chart that a command names, in a registry or unpacked. */
const chartOf = (text: string): Chart | undefined => {
  const name = /oci:\/\/REGISTRY\/charts\/(\w+)|helm install taskora (taskora) /.exec(text);
  const chart = name?.[1] ?? name?.[2];
  return [...releases, 'taskora' as const].find((each) => each === chart);
};

describe('the values in commands of Helm (D1, K5)', () => {
  const given = helmCommands.filter(({ text }) => chartOf(text) !== undefined);

  it.each(given.map((command) => [named(command), command.text] as const))(
    'are rendered: %s',
    async (_name, text) => {
      const tokens = tokensOf(text);
      const after = (option: string): string[] =>
        tokens.filter((_, index) => tokens[index - 1] === option);
      const chart = chartOf(text) ?? 'taskora';
      const files = after('--values')
        .filter((file) => file.startsWith('taskora/'))
        .map((file) => join(charts.chart('taskora'), file.replace('taskora/', '')));
      const rendered = await charts.render(chart, { files, set: after('--set') });
      expect(rendered.map(asObject)).not.toEqual([]);
    },
  );

  it('are all of a chart that is there', () => {
    const named = shown.filter(({ text }) => /oci:\/\/REGISTRY/.test(text));
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter(({ text }) => chartOf(text) === undefined)).toEqual([]);
  });
});

describe('the objects in commands of kubectl (D1)', () => {
  const kinds: Readonly<Record<string, string>> = {
    deploy: 'deployment',
    pvc: 'persistentvolumeclaim',
  };

  it('are made by the charts', () => {
    const lost = kubectlCommands
      .filter((command) => !isWorked(command))
      .flatMap((command) =>
        [...command.text.matchAll(/\b(deploy(?:ment)?|statefulset|service|cronjob|pvc)\/([\w-]+)/g)]
          .filter(([, , name = '']) => !isPlaceholder(name))
          .map(([, kind = '', name = '']) => `${kinds[kind] ?? kind} ${name}`)
          .filter((title) => !objects.has(title))
          .map((title) => `${named(command)}: ${title}`),
      );
    expect(lost).toEqual([]);
  });
});

/** Blocks that make Secrets, typed as they stand; kubectl itself makes the objects and asks no cluster. */
describe('the blocks that make Secrets (D1)', () => {
  it('are there', () => {
    expect(secretBlocks.length).toBeGreaterThan(3);
  });

  const check = isThere('kubectl') ? it : it.skip;

  check.each(secretBlocks.map((block) => [`${block.file}:${block.line}`, block.text] as const))(
    'make what they say: %s',
    (_place, text) => {
      const wrapper = join(folder, 'kubectl');
      const path = process.env['PATH'] ?? '';
      const making = `PATH='${path}' exec ${programPath('kubectl')} "$@" --dry-run=client --output=yaml`;
      // What else a block does has to wait for a cluster.
      const others = 'cat > /dev/null';
      writeFileSync(
        wrapper,
        `#!/bin/sh\ncase "$*" in *'create secret'*) ${making};; *) ${others};; esac\n`,
        {
          mode: 0o755,
        },
      );
      const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', text], {
        encoding: 'utf8',
        env: { ...process.env, PATH: `${folder}:${path}`, OPENAI_API_KEY: 'key' },
      });
      expect([status, stderr]).toEqual([0, '']);
      const made = [...stdout.matchAll(/^ {2}name: (\S+)$/gm)].map(([, name]) => name);
      const meant = [...text.matchAll(/create secret generic ([\w-]+)/g)].map(([, name]) => name);
      expect(made).toEqual(meant);
      expect(stdout.match(/^data:$/gm)).toHaveLength(meant.length);
    },
  );
});

describe('the commands of a document', () => {
  it('are its lines, with those that go on, and without comments and here-documents', () => {
    const text = [
      'a --b \\',
      '  --c   # said',
      "kubectl create -f - <<'END'",
      'key=value',
      'END',
      '# alone',
      'one |',
      '  two',
    ].join('\n');
    expect(commandsIn(text)).toEqual([
      { text: 'a --b --c', line: 0 },
      { text: "kubectl create -f - <<'END'", line: 2 },
      { text: 'one | two', line: 6 },
    ]);
  });

  it('are found in sentences and tables, with the line where each stands', () => {
    const document =
      'Say\n`npx nx run a:b\n--c`, not `npm` nor `helm lint`.\n\n| `helm test x -n y` |\n';
    expect(shownIn('a.md', document).map(({ place, text }) => [place, text])).toEqual([
      ['a.md:2', 'npx nx run a:b --c'],
      ['a.md:5', 'helm test x -n y'],
    ]);
  });
});

describe('a command of Nx', () => {
  const target = {
    executor: 'nx:run-commands',
    options: {},
    configurations: { prod: {} },
    dependsOn: [],
  };
  const known: Projects = new Map([['a', { b: target }]]);

  it.each([
    ['npx nx run a:b', []],
    ['npx nx run-many -t b -p a -c prod --parallel=1', []],
    ['npx nx run a:c', ['no target a:c']],
    ['npx nx run a:b -c test', ['a:b has no configuration test']],
    ['npx nx run a:b --file=x', ['a:b takes no option --file']],
  ])('is checked: %s', (text, faults) => {
    const command = nxCommand(text);
    expect(command === undefined ? ['no command'] : nxFaults(command, known)).toEqual(faults);
  });

  it.each([
    ['npx nx run platform:backup --where=x', ['platform:backup takes no option --where']],
    ['npx nx run platform:backup --file=x --scheduled', []],
    ['npx nx run dev:compose --ports=1', ['dev:compose takes no option --ports']],
    ['npx nx run dev:compose --web-port=1', []],
    [
      'npx nx run infra:check-deployment --exits',
      ['infra:check-deployment takes no option --exits'],
    ],
    ['npx nx run infra:check-deployment --json', []],
    ['npx nx run infra:plan --revisions', ['infra:plan takes no option --revisions']],
  ])('has options that its program parses: %s', (text, faults) => {
    const command = nxCommand(text);
    expect(command === undefined ? ['no command'] : nxFaults(command, projects)).toEqual(faults);
  });
});

describe('the options of a program', () => {
  it.each([
    ["parseArgs({ options: { file: { type: 'string' }, 'dry-run': {} } })", ['file', 'dry-run']],
    ['const options = { json: {} } as const; parseArgs({ args: [...given], options })', ['json']],
    ['const some = { json: {} }; parseArgs({ options: some })', ['json']],
    ["const where = 1; say('exits', '--ports'); parseArgs({})", []],
    ['const options = Object.fromEntries([]); parseArgs({ options })', []],
  ])('are the keys that it gives to parseArgs: %s', (source, options) => {
    expect(parsedOptions(source)).toEqual(options);
  });
});
