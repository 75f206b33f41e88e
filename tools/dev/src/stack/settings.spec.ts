import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../run.ts';
import { loadSecrets } from './settings.ts';

describe('the secrets of npm run dev', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-dev-secrets-'));
    path = join(folder, 'dev', 'secrets.json');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are made once and stay the same', () => {
    expect(loadSecrets(path)).toEqual(loadSecrets(path));
  });

  it('are one set when several first runs make them at once', async () => {
    const module = join(import.meta.dirname, 'settings.ts');
    const script = `import { loadSecrets } from ${JSON.stringify(module)};
      console.log(JSON.stringify(loadSecrets(process.argv[1])));`;
    const runs = Array.from({ length: 4 }, () =>
      run(process.execPath, ['--input-type=module-typescript', '-e', script, path]),
    );
    const sets = (await Promise.all(runs)).map(({ stdout }) => stdout);
    expect(sets[0]).toContain('authSecret');
    expect(new Set(sets).size).toBe(1);
  });

  it('are never replaced, because the data behind them would be locked out', () => {
    loadSecrets(path);
    writeFileSync(path, '{"apiPassword":');
    expect(() => loadSecrets(path)).toThrow(/^DEV_SECRETS_UNREADABLE: .*Do: rm -r /);
    expect(readFileSync(path, 'utf8')).toBe('{"apiPassword":');
  });
});
