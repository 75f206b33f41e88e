import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import {
  decides,
  fileCircles,
  roomCircles,
  measuresOf,
  processStarts,
  reachedFrom,
} from './measures.ts';
import { workspaceRoot } from '../environment.ts';
import { DOCUMENT, withFacts } from './document.ts';
import { projectPicture, roomPicture } from './pictures.ts';
import { importsOf } from './sources.ts';
import { tableOf } from './table.ts';

// The last test reads the graph of the whole workspace.
jest.setTimeout(120_000);

describe('the picture of the projects', () => {
  const graph = JSON.stringify({
    graph: {
      nodes: {
        web: { data: { root: 'apps/web' } },
        ui: { data: { root: 'libs/ui' } },
        'api-client': { data: { root: 'libs/api-client' } },
      },
      dependencies: {
        web: [
          { target: 'ui', type: 'static' },
          { target: 'api-client', type: 'static' },
        ],
        ui: [{ target: 'api-client', type: 'implicit' }],
        'api-client': [],
      },
    },
  });

  it('has a box for each folder, no arrow that a longer path implies, and dots for what is no import', () => {
    expect(projectPicture(graph).split('\n').slice(1, -1)).toEqual([
      'flowchart TB',
      '  subgraph apps',
      '    web["web"]',
      '  end',
      '  subgraph libs',
      '    api_client["api-client"]',
      '    ui["ui"]',
      '  end',
      '  ui -.-> api_client',
      '  web --> ui',
    ]);
  });
});

describe('the picture of the rooms', () => {
  it('shows who may import whom', () => {
    const rooms = { base: [], cluster: ['base'], release: ['base', 'cluster'] };
    expect(roomPicture(rooms).split('\n').slice(5, -1)).toEqual([
      '  cluster --> base',
      '  release --> cluster',
    ]);
  });
});

describe('the measures of a package', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-measures-'));
    const files = {
      'main.ts': "import { one } from './part/one.ts';\nconst two = () => import('./two.ts');\n",
      'part/one.ts': "import type { Two } from '../two.ts';\nexport const one = 1;\n\n",
      'part/round.ts': "import './one.ts';\nimport { main } from '../main.ts';\n",
      'two.ts': "import { spawn } from 'node:child_process';\nexport const two = one ? 1 : 2;\n",
      'two.spec.ts': 'a test is not counted\n',
      'testing/example.ts': 'nor what only tests use\n',
      'node_modules/other/index.ts': 'nor what is installed\n',
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const named = (files: readonly string[]) => files.map((file) => relative(folder, file));

  it('count files, folders and lines without tests', () => {
    expect(measuresOf(folder)).toEqual({ files: 4, folders: 2, medianLines: 2 });
  });

  it('follow imports of values, of types, and those of later', () => {
    const reached = named(reachedFrom(join(folder, 'main.ts')));
    expect(reached.toSorted()).toEqual(['main.ts', 'part/one.ts', 'two.ts']);
  });

  it('name the places that start a process', () => {
    expect(named(processStarts(folder))).toEqual(['two.ts']);
  });

  it.each([
    ['if (one) two();', true],
    ['switch (one) {}', true],
    ['const two = () => (one ? 1 : 2);', true],
    ['export interface If { readonly switch: string }', false],
    ["export const steps = [one, two]; // if, as the text 'a ? b : c' has it", false],
  ])('know whether a file decides: %s', (text, expected) => {
    writeFileSync(join(folder, 'two.ts'), text);
    expect(decides(join(folder, 'two.ts'))).toBe(expected);
  });

  it('find the circles of files and of folders', () => {
    expect(roomCircles(folder)).toEqual([['', 'part']]);
    expect(fileCircles(folder)).toEqual([]);
    writeFileSync(join(folder, 'two.ts'), "import { round } from './part/round.ts';\n");
    expect(fileCircles(folder).map(named)).toEqual([
      ['main.ts', 'part/one.ts', 'part/round.ts', 'two.ts'],
    ]);
  });
});

describe('the table', () => {
  it('has both states, and a dash for what one of them does not have', () => {
    const before = new Map([
      ['files', 3],
      ['lines of gone', 9],
    ]);
    const now = new Map([
      ['files', 2],
      ['circles', 0],
    ]);
    expect(tableOf(before, now).split('\n').slice(2)).toEqual([
      '| files | 3 | 2 |',
      '| circles | - | 0 |',
      '| lines of gone | 9 | - |',
    ]);
  });
});

describe('the document', () => {
  const part = (name: string, text: string) =>
    `<!-- ${name}:begin -->\n\n${text}\n\n<!-- ${name}:end -->\n`;
  const documentOf = (arrow: string, ...rows: readonly string[]) =>
    ['# A\n', part('projects', arrow), part('measured', tableRows(rows))].join('\n');
  const tableRows = (rows: readonly string[]) =>
    ['| what | before | now |', '| - | -: | -: |', ...rows].join('\n');
  const facts = {
    pictures: { projects: 'a --> b' },
    before: new Map([['files', 40]]),
    now: new Map([['files', 100]]),
  };
  const right = documentOf('a --> b', '| files | 40 | 100 |');

  it.each([true, false])('stays as it is where it is right (check: %s)', (isCheck) => {
    expect(withFacts(right, facts, isCheck)).toBe(right);
  });

  it.each([
    ['an arrow', documentOf('b --> a', '| files | 40 | 100 |')],
    ['a figure of now', documentOf('a --> b', '| files | 40 | 89 |')],
    ['a figure of before', documentOf('a --> b', '| files | 41 | 100 |')],
    ['a row', documentOf('a --> b')],
    ['a row too many', documentOf('a --> b', '| files | 40 | 100 |', '| b     | - | 1 |')],
  ])('is stale for a check by %s', (_, stale) => {
    expect(withFacts(stale, facts, true)).toBe(right);
  });

  it('keeps a figure for a check that is at most a tenth off, and no other', () => {
    const near = documentOf('a --> b', '| files | 40 | 90 |');
    expect(withFacts(near, facts, true)).toBe(near);
    expect(withFacts(near, facts, false)).toBe(right);
  });

  it('keeps what was before in a clone without that commit', () => {
    expect(withFacts(right, { ...facts, before: undefined }, false)).toBe(right);
  });

  it('is what the workspace says', () => {
    const program = join(import.meta.dirname, '../commands/architecture.ts');
    const { status, stderr } = spawnSync(process.execPath, [program, '--check'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('a deployment, file by file', () => {
  const source = join(workspaceRoot, 'tools/nx-helm/src');
  const [, part = ''] =
    /### A deployment, file by file\n([^]*?)\n\n\D/.exec(
      readFileSync(join(workspaceRoot, DOCUMENT), 'utf8'),
    ) ?? [];
  const files = [...part.matchAll(/`([\w/-]+\.ts)`/g)].map(([, file = '']) => join(source, file));

  it('goes from each file to one that it imports, or that hands it its tasks', () => {
    expect(files.length).toBeGreaterThan(4);
    const isReached = (file: string, index: number): boolean => {
      const before = files.slice(0, index);
      return (
        before.some((other) => importsOf(other).includes(file)) ||
        importsOf(file).some((other) => before.includes(other))
      );
    };
    const lost = files.filter((file, index) => index > 0 && !isReached(file, index));
    expect(lost.map((file) => relative(source, file))).toEqual([]);
  });

  it('decides in the third of them, which the second imports, which the first imports', () => {
    const steps = [...part.matchAll(/^\d\. `([\w/-]+\.ts)`/gm)].map(([, file = '']) => file);
    const [first = '', second = '', third = ''] = steps.map((file) => join(source, file));
    expect(importsOf(first)).toContain(second);
    expect(importsOf(second)).toContain(third);
    expect(readFileSync(third, 'utf8')).toContain('export function decide(');
  });

  it('begins at what Nx loads', () => {
    const { executors } = JSON.parse(
      readFileSync(join(source, '../as-in-node_modules/executors.json'), 'utf8'),
    ) as {
      executors: { rollout: { implementation: string } };
    };
    expect(files[0]).toBe(
      join(source, '../as-in-node_modules', `${executors.rollout.implementation}.ts`),
    );
  });
});
