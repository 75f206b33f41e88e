import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { installed } from './other-checkout.ts';

describe('what another checkout is given', () => {
  it('has every package that npm installs here', () => {
    const lock = readFileSync(join(workspaceRoot, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, object> };
    const folders = Object.keys(packages).filter((path) => path.includes('node_modules/'));
    expect(folders.length).toBeGreaterThan(500);
    const isGiven = (path: string): boolean =>
      installed.some((each) => path.startsWith(`${each}/`));
    expect(folders.filter((path) => !isGiven(path))).toEqual([]);
  });
});
