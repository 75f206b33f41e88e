import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceTargets } from '../testing/workspace-targets.ts';
import {
  expressionsInScripts,
  hasMinimalPermissions,
  namedNpmScripts,
  namedPrograms,
  namedTargets,
  readWorkflow,
  stepsOf,
  tokensForAnyRegistry,
  unpinnedActions,
  type Workflow,
} from '../testing/workflow.ts';

interface PackageManifest {
  readonly name: string;
  readonly private?: boolean;
}

const root = join(__dirname, '../../../..');
const workflows = read('.github/workflows/*.yml');
const actions = read('.github/actions/*/action.yml');
const all = [...workflows, ...actions];

function read(pattern: string): [string, Workflow][] {
  return globSync(pattern, { cwd: root })
    .toSorted()
    .map((file) => [file, readWorkflow(readFileSync(join(root, file), 'utf8'))]);
}

describe('the workflows (C4)', () => {
  it('are there', () => {
    expect(workflows.map(([file]) => file.split('/').at(-1))).toEqual([
      'forecast-comment.yml',
      'main.yml',
      'nightly.yml',
      'preview.yml',
      'pull-request.yml',
      'release.yml',
    ]);
    expect(actions).toHaveLength(1);
  });

  it.each(all)('%s takes actions of others only by commit', (_file, workflow) => {
    expect(unpinnedActions(workflow)).toEqual([]);
  });

  it.each(all)('%s puts no expression into a script', (_file, workflow) => {
    expect(expressionsInScripts(workflow)).toEqual([]);
  });

  it.each(all)('%s gives no registry but GitHub’s the token of GitHub', (_file, workflow) => {
    expect(tokensForAnyRegistry(workflow)).toEqual([]);
  });

  it.each(workflows)('%s may only read unless a job asks for more', (_file, workflow) => {
    expect(hasMinimalPermissions(workflow)).toBe(true);
  });

  it.each(workflows)('%s ends every job some time', (_file, { jobs = {} }) => {
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  it.each(workflows)('%s cancels no deploy, and does not run twice at once', (_file, workflow) => {
    const { group = '', 'cancel-in-progress': cancels } = workflow.concurrency ?? {};
    expect(group).not.toBe('');
    expect(cancels).toBe(!/deploy/.test(group));
  });

  it('run for a pull request has no secret and no right to write', () => {
    const text = readFileSync(join(root, '.github/workflows/pull-request.yml'), 'utf8');
    expect(text).not.toMatch(/secrets\.|: write|pull_request_target/);
    for (const job of Object.values(readWorkflow(text).jobs ?? {})) {
      expect(job.permissions).toBeUndefined();
    }
  });

  it('check out a pull request’s code for no event that gives a fork secrets', () => {
    const privileged = workflows.filter(([, { on }]) =>
      /pull_request_target|workflow_run|issue_comment/.test(JSON.stringify(on)),
    );
    expect(privileged.map(([file]) => file.split('/').at(-1))).toEqual(['forecast-comment.yml']);
    for (const [, workflow] of privileged) {
      expect(stepsOf(workflow).filter(({ uses = '' }) => /checkout/.test(uses))).toEqual([]);
    }
  });

  it('store in a remote cache from main alone, which signs, in steps that need it', () => {
    const storing = workflows.filter(([, workflow]) =>
      /NX_CACHE_WRITE_TOKEN|SIGNING_KEY/.test(JSON.stringify(workflow)),
    );
    expect(storing.map(([file]) => file)).toEqual(['.github/workflows/main.yml']);
    const [[, main] = ['', {}]] = storing;
    expect(main.on).toEqual({ push: { branches: ['main'] } });
    // A step alone is given them: packages are installed in others.
    const { steps, ...job } = main.jobs?.['deploy'] ?? {};
    expect(steps).toBeDefined();
    expect(JSON.stringify(job)).not.toContain('secrets.');
    for (const { env = {} } of stepsOf(main)) {
      const isStoring = 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN' in env;
      expect('NX_HELM_CACHE_SIGNING_KEY' in env).toBe(isStoring);
    }
  });

  it('name only targets, scripts and programs that the workspace has', () => {
    const targets = workspaceTargets(root);
    const named = all.flatMap(([, workflow]) => namedTargets(workflow));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((target) => !targets.has(target))).toEqual([]);
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const npm = all.flatMap(([, workflow]) => namedNpmScripts(workflow));
    expect(npm.filter((name) => !(name in scripts))).toEqual([]);
    const programs = all.flatMap(([, workflow]) => namedPrograms(workflow));
    expect(programs.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  }, 120_000);
});

describe('a preview of a pull request (C4)', () => {
  const file = '.github/workflows/preview.yml';
  const workflow = readWorkflow(readFileSync(join(root, file), 'utf8'));
  const { jobs = {} } = workflow;
  const text = (job: unknown): string => JSON.stringify(job);
  const head = 'github.event.pull_request.head.repo.full_name';

  it('is made, removed when the request is closed, and by its age', () => {
    expect(workflow.on).toEqual({
      pull_request: { types: ['opened', 'synchronize', 'reopened', 'closed'] },
      schedule: [{ cron: expect.any(String) as string }],
    });
    const commands = stepsOf(workflow)
      .flatMap(({ run }) => run ?? [])
      .join('\n');
    for (const option of [
      '--markdown=',
      '--isFork="$IS_FORK"',
      '--remove --pr="$PR"',
      '--expired',
    ]) {
      expect(commands).toContain(option);
    }
  });

  it('has a secret in no job that runs for a fork, and the other way round', () => {
    const withSecrets = Object.values(jobs).filter((job) => text(job).includes('secrets.'));
    expect(withSecrets).toHaveLength(2);
    for (const job of withSecrets) {
      expect(job.if).toContain(`${head} == github.repository`);
      expect(job.if).not.toContain(`${head} != github.repository`);
    }
    const ofForks = Object.values(jobs).filter((job) =>
      job.if?.includes(`${head} != github.repository`),
    );
    expect(ofForks).toHaveLength(1);
    for (const job of ofForks) {
      expect(job.permissions).toEqual({});
      expect(stepsOf({ jobs: { job } }).flatMap(({ uses }) => uses ?? [])).toEqual([]);
    }
  });

  it('is removed by nothing that another job has left', () => {
    const { if: condition = '', steps = [] } = jobs['remove'] ?? {};
    expect(condition).toContain('schedule');
    const prepared = steps.filter(({ uses = '' }) => uses.endsWith('actions/prepare'));
    expect(prepared.map((step) => step.with)).toEqual([{ cache: 'false' }]);
    expect(steps.filter(({ uses = '' }) => uses.startsWith('actions/cache'))).toEqual([]);
    const [, prepare = {}] = actions.find(([name]) => name.includes('/prepare/')) ?? [];
    const caches = stepsOf(prepare).filter(({ uses = '' }) => uses.startsWith('actions/cache'));
    expect(caches.map((step) => step.if)).toEqual(["inputs.cache == 'true'"]);
  });

  it('may write only where no code of the request is', () => {
    const writing = Object.values(jobs).filter((job) =>
      text(job.permissions ?? '').includes('write'),
    );
    expect(writing.map((job) => job.permissions)).toEqual([
      { actions: 'read', 'pull-requests': 'write' },
    ]);
    const [job] = writing;
    const uses = job?.steps?.map((step) => step.uses?.split('@')[0]);
    expect(uses).toEqual(['actions/download-artifact', 'actions/github-script']);
    // One comment that is kept up to date, and in which nobody is called.
    expect(text(job)).toMatch(/updateComment/);
    expect(text(job)).toMatch(/replaceAll\('@'/);
  });

  it('is removed by the code of the default branch', () => {
    const checkouts = jobs['remove']?.steps?.filter(({ uses = '' }) => uses.includes('checkout'));
    expect(checkouts?.map((step) => step.with?.['ref'])).toEqual([
      '${{ github.event.repository.default_branch }}',
    ]);
  });
});

describe('the release', () => {
  const { jobs = {} } = readWorkflow(
    readFileSync(join(root, '.github/workflows/release.yml'), 'utf8'),
  );
  const published = globSync('{apps,libs,tools}/*/package.json', { cwd: root })
    .map((file) => JSON.parse(readFileSync(join(root, file), 'utf8')) as PackageManifest)
    .filter((manifest) => manifest.private !== true);

  it('packs and publishes every package that is not private, with its provenance', () => {
    expect(published.length).toBeGreaterThan(1);
    const loops = [jobs['publish'], jobs['packages']].flatMap(
      (job) =>
        job?.steps?.flatMap(({ run }) => run?.match(/(?<=for package in )[^;]+/) ?? []) ?? [],
    );
    const names = loops.map((loop) =>
      loop
        .split(' ')
        .map((name) => `@taskora/${name}`)
        .toSorted(),
    );
    const expected = published.map(({ name }) => name).toSorted();
    expect(names).toEqual([expected, expected]);
    expect(jobs['packages']?.steps?.at(-1)?.run).toContain('--provenance');
  });

  it('pushes no image before it was built again without a cache, and compared (nx-remotecache-custom#51)', () => {
    const [lines = []] = (jobs['publish']?.steps ?? [])
      .map(({ run = '' }) => run.split('\n'))
      .filter((script) => script.some((line) => line.includes('image-load')));
    const index = (text: string): number => lines.findIndex((line) => line.includes(text));
    const order = ['-t container', 'check-two-clones.ts', '-t image-load'].map(index);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order[0]).toBeGreaterThanOrEqual(0);
  });

  it('gives the right to sign to no job that installs or builds anything', () => {
    const signing = Object.values(jobs).filter(
      ({ permissions }) => typeof permissions === 'object' && permissions['id-token'] === 'write',
    );
    expect(signing).toHaveLength(2);
    for (const { steps = [] } of signing) {
      expect(steps.filter(({ uses = '' }) => uses.startsWith('./'))).toEqual([]);
      expect(
        steps.flatMap(({ run = '' }) => run.match(/\bnpm (?:ci|i|install|run)\b|\bnx /) ?? []),
      ).toEqual([]);
    }
  });
});

describe('a token of GitHub', () => {
  const job = (step: string) => readWorkflow(`jobs:\n  one:\n    steps:\n${step}`);
  const login = (registry: string, password: string) =>
    job(
      `      - uses: docker/login-action@v4\n        with: { registry: "${registry}", password: "${password}" }\n`,
    );
  const script = (branch: string) =>
    job(
      `      - env: { TOKEN: "\${{ github.token }}" }\n        run: |\n          case "$host" in\n          ${branch}\n          esac\n          docker login "$host" --password-stdin\n`,
    );

  it.each([
    ['of a login whose registry is a variable', login('${{ matrix.host }}', '${{ github.token }}')],
    [
      'of a login that compares another host',
      login('${{ matrix.host }}', "${{ vars.host == 'ghcr.io' && github.token || secrets.P }}"),
    ],
    ['of a script outside of its branch', script('*) password="$TOKEN" ;;')],
  ])('is found in the hands %s', (_whose, workflow) => {
    expect(tokensForAnyRegistry(workflow)).toHaveLength(1);
  });

  it.each([
    ['ghcr.io itself', login('ghcr.io', '${{ github.token }}')],
    [
      'a host that is compared',
      login('${{ m.host }}', "${{ m.host == 'ghcr.io' && github.token || secrets.P }}"),
    ],
    ['the branch of a script', script('ghcr.io) password="$TOKEN" ;;')],
  ])('is in order for %s', (_whose, workflow) => {
    expect(tokensForAnyRegistry(workflow)).toEqual([]);
  });
});

describe('what a workflow is checked for', () => {
  const workflow = readWorkflow(`
permissions: { contents: read, packages: write }
jobs:
  one:
    steps:
      - uses: actions/checkout@v7
      - uses: ./.github/actions/prepare
      - uses: actions/cache@${'a'.repeat(40)}
      - run: |
          nx run-many -t lint test -p web api --parallel=1
          nx run infra:forecast --base="$BASE"
          npm run up && node tools/dev/src/commands/up.ts
          echo \${{ github.event.pull_request.title }}
`);

  it('is found', () => {
    expect(unpinnedActions(workflow)).toEqual(['actions/checkout@v7']);
    expect(expressionsInScripts(workflow)).toEqual(['\${{ github.event.pull_request.title }}']);
    expect(hasMinimalPermissions(workflow)).toBe(false);
    expect(namedTargets(workflow)).toEqual([
      'web:lint',
      'api:lint',
      'web:test',
      'api:test',
      'infra:forecast',
    ]);
    expect(namedNpmScripts(workflow)).toEqual(['up']);
    expect(namedPrograms(workflow)).toEqual(['tools/dev/src/commands/up.ts']);
  });
});
