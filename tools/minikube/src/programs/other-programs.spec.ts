import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installFakeGo } from '../__fixtures__/fake-go.ts';
import {
  createRecorder,
  createSandbox,
  writeFileAt,
  type Sandbox,
} from '../__fixtures__/settings.ts';
import { lockFile, type Settings } from '../base/settings.ts';
import { provideOthersOf } from './other-programs.ts';

describe('programs of another folder (N8)', () => {
  let sandbox: Sandbox;
  let settings: Settings;
  beforeEach(() => {
    sandbox = createSandbox();
    settings = { ...sandbox.settings, tool: join(sandbox.folder, 'other') };
    const file = (name: string): string => join(settings.tool, 'modules', 'tool', name);
    writeFileAt(file('go.mod'), 'module example\n\ngo 1.20\n');
    writeFileAt(
      file('programs.json'),
      JSON.stringify({ programs: [{ name: 'tool', package: '.' }] }),
    );
  });
  afterEach(() => sandbox.remove());

  it('are built once, by the first of two runs', async () => {
    const go = installFakeGo(sandbox);
    const provide = () => provideOthersOf(settings, createRecorder());
    const [one, other] = await Promise.all([provide(), provide()]);
    expect(go.builds()).toEqual(['tool']);
    expect(other).toEqual(one);
    expect(existsSync(one.get('tool') ?? '')).toBe(true);
  });

  it('are refused where the folder has no modules, before any run is begun', async () => {
    rmSync(join(settings.tool, 'modules'), { recursive: true });
    await expect(provideOthersOf(settings, createRecorder())).rejects.toThrow(
      /NO_MODULE_FOLDERS: .*other has no folder "modules".*Do: node tools\/minikube/,
    );
    expect(existsSync(lockFile(settings))).toBe(false);
  });
});
