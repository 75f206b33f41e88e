import { withPart } from './document.ts';
import { measuresOf, processStarts, reachedFrom } from './measures.ts';
import { parseGraph, projectPicture } from './project-picture.ts';
import { roomPicture } from './room-picture.ts';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

describe('the picture of the projects', () => {
  const graph = JSON.stringify({
    graph: {
      nodes: {
        web: { data: { root: 'apps/web' } },
        ui: { data: { root: 'libs/ui' } },
        'api-client': { data: { root: 'libs/api-client' } },
      },
      dependencies: {
        web: [{ target: 'ui' }, { target: 'api-client' }],
        ui: [{ target: 'api-client' }],
        'api-client': [],
      },
    },
  });

  it('has a box for each folder, and no arrow that a longer way implies', () => {
    expect(projectPicture(parseGraph(graph)).split('\n')).toEqual([
      'flowchart TB',
      '  subgraph apps',
      '    web["web"]',
      '  end',
      '  subgraph libs',
      '    api_client["api-client"]',
      '    ui["ui"]',
      '  end',
      '  ui --> api_client',
      '  web --> ui',
    ]);
  });
});

describe('the picture of the rooms', () => {
  it('shows who may import whom', () => {
    const rooms = { base: [], cluster: ['base'], release: ['base', 'cluster'] };
    expect(roomPicture(rooms).split('\n').slice(4)).toEqual([
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
      'two.ts': "import { spawn } from 'node:child_process';\n",
      'two.spec.ts': 'a test is not counted\n',
      'testing/helper.ts': 'nor what only tests use\n',
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('count files, folders and lines without tests', () => {
    expect(measuresOf(folder)).toEqual({ files: 3, folders: 2, lines: 6, medianLines: 2 });
  });

  it('follow imports of values, of types, and those of later', () => {
    expect(reachedFrom(join(folder, 'main.ts')).toSorted()).toEqual(
      ['main.ts', 'part/one.ts', 'two.ts'].map((file) => join(folder, file)),
    );
  });

  it('name the places that start a process', () => {
    expect(processStarts([folder])).toEqual([join(folder, 'two.ts')]);
  });
});

describe('a part of a document', () => {
  it('is replaced between its markers, and nothing else is', () => {
    const document = 'a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n';
    const changed = withPart(document, 'x', 'new');
    expect(changed).toBe('a\n<!-- x:begin -->\n\nnew\n\n<!-- x:end -->\nb\n');
    expect(withPart(changed, 'x', 'new')).toBe(changed);
  });

  it('is refused where the document has no such markers', () => {
    expect(() => withPart('a', 'x', 'new')).toThrow('the document has no part x');
  });
});
