import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  createRecorder,
  createSandbox,
  writeFileAt,
  type Sandbox,
} from '../__fixtures__/settings.ts';
import { readMarker, writeMarker, type Marker } from '../base/marker.ts';
import { allPrograms } from '../programs/modules.ts';
import { createRunner } from '../base/run.ts';
import { logsFolder } from '../base/settings.ts';
import { startMinikube } from './modules-start.ts';
import { isHalfMade } from './modules.ts';

const FIRST: Marker = {
  provider: 'modules',
  profile: 'minikube',
  driver: 'none',
  created: true,
  started: false,
  foundPaths: [],
  containerdConfig: null,
};

describe('a start of the provider modules that is cut off (N8)', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());

  it('is known by our own start, not by what was on the machine before', () => {
    writeFileAt(join(sandbox.settings.minikubeHome, 'profiles', 'other', 'config.json'), '{}');
    expect(isHalfMade(undefined)).toBe(false);
    expect(isHalfMade(FIRST)).toBe(false);
    expect(isHalfMade({ ...FIRST, begun: true })).toBe(true);
    expect(isHalfMade({ ...FIRST, begun: true, started: true })).toBe(false);
  });

  it('is remembered before minikube begins, for its own profile whatever the environment says', async () => {
    const { settings, folder } = sandbox;
    const programs = allPrograms(settings);
    for (const { path } of programs.values()) writeFileAt(path, '');
    const seen = join(folder, 'seen');
    const script = `PATH=/usr/bin:/bin
[ "$2" = --profile=minikube ] && grep -q '"begun": true' ${settings.cache}/cluster.json && touch ${seen}; exit 3`;
    const path = sandbox.program('minikube', script);
    const minikube = programs.get('minikube');
    if (minikube !== undefined) programs.set('minikube', { ...minikube, path });
    writeMarker(settings, FIRST);
    const none = { packages: [], builds: [], images: [], missingImages: [] };
    const tools = { builds: [], schemas: false, finish: () => undefined };
    const runner = createRunner(settings.environment);
    const session = {
      settings,
      runner,
      work: folder,
      logs: logsFolder(settings),
      output: createRecorder(),
    };
    await expect(startMinikube({ ...none, tools, programs }, session)).rejects.toThrow(/code 3/);
    expect(existsSync(seen)).toBe(true);
    expect(isHalfMade(readMarker(settings))).toBe(true);
  });
});
