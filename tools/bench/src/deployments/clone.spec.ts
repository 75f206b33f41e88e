import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workspaceRoot } from '@taskora/dev/environment';
import { useNamespace } from './clone.ts';
import { ownNamespace } from './names.ts';

const edited = ['nx.json', 'tools/dev/src/cluster/kubectl.ts', 'infra/environments/minikube.yaml'];

describe('a clone of this workspace', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-clone-'));
    for (const file of edited) cpSync(join(workspaceRoot, file), join(folder, file));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has a namespace of its own in all that deploys', () => {
    useNamespace(folder, ownNamespace);
    const [settings, program] = edited.map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(settings).toContain(`"namespace": "${ownNamespace}"`);
    expect(program).toContain(`namespace = '${ownNamespace}'`);
  });

  it('deploys what the compared tool deploys, and its database', () => {
    useNamespace(folder, ownNamespace);
    const file = join(folder, 'infra/environments/minikube.yaml');
    const { nxHelm } = parse(readFileSync(file, 'utf8')) as {
      readonly nxHelm: { readonly releases: Readonly<Record<string, object | false>> };
    };
    const deployed = Object.entries(nxHelm.releases).filter(([, values]) => values !== false);
    expect(deployed.map(([name]) => name).toSorted()).toEqual([
      'api',
      'chatbot',
      'platform',
      'web',
    ]);
    expect(nxHelm.releases['ops']).toBe(false);
  });

  it('is refused where the text to replace is not there, and says what to adapt', () => {
    useNamespace(folder, ownNamespace);
    expect(() => useNamespace(folder, ownNamespace)).toThrow(
      /^BENCH_EDIT_FAILED: the clone's nx\.json does not have .*Do: git log -3 nx\.json, then adapt/,
    );
  });
});
