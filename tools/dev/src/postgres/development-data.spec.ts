import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { developmentData } from './development-data.ts';

describe('the data of npm run dev', () => {
  let folder: string;
  let checkout: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'taskora-data-'));
    chmodSync(folder, 0o755);
    checkout = join(folder, 'home', 'taskora');
    mkdirSync(checkout, { recursive: true });
    chmodSync(join(folder, 'home'), 0o755);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lie in the checkout', () => {
    expect(developmentData(checkout)).toBe(join(checkout, '.taskora', 'dev', 'database'));
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;

  asRoot('lie outside a checkout in a home that only root may enter, one folder for each', () => {
    chmodSync(join(folder, 'home'), 0o700);
    const outside = join(folder, 'outside');
    const first = developmentData(checkout, outside);
    expect(first.startsWith(outside)).toBe(true);
    expect(developmentData(checkout, outside)).toBe(first);
    expect(developmentData(join(folder, 'home'), outside)).not.toBe(first);
  });
});
