import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { packageInputs } from './plugin-packages.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-packages-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const wanted = ['@nx-tools/nx-container', 'tar-stream'];

function npmLock(entries: Readonly<Record<string, object>>): Record<string, string> {
  const packages = Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [`node_modules/${name}`, entry]),
  );
  return { 'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }, undefined, 2) };
}

describe('npm packages as inputs (C4)', () => {
  it('are those of the lock file only, because Nx stops at one that it does not know', () => {
    writeFiles(root, npmLock({ 'tar-stream': { version: '3.2.2' } }));
    expect(packageInputs(root, wanted)).toEqual([{ externalDependencies: ['tar-stream'] }]);
  });

  it('have the plugin itself among them where it is installed', () => {
    writeFiles(root, npmLock({ '@taskora/nx-helm': { version: '0.1.0' } }));
    expect(packageInputs(root, wanted)).toEqual([{ externalDependencies: ['@taskora/nx-helm'] }]);
  });

  it('are none that is a project of the workspace', () => {
    const link = { resolved: 'tools/nx-helm', link: true };
    writeFiles(root, npmLock({ '@taskora/nx-helm': link, 'tar-stream': { version: '3.2.2' } }));
    expect(packageInputs(root, wanted)).toEqual([{ externalDependencies: ['tar-stream'] }]);
  });

  it('are none that only another package has for itself', () => {
    writeFiles(root, npmLock({ 'nx/node_modules/tar-stream': { version: '2.2.0' } }));
    expect(packageInputs(root, wanted)).toEqual([{ externalDependencies: [] }]);
  });

  it("are the root's own with another package manager", () => {
    const devDependencies = { '@nx-tools/nx-container': '7.3.0', 'tar-stream': 'workspace:*' };
    writeFiles(root, {
      'pnpm-lock.yaml': '',
      'package.json': JSON.stringify({ devDependencies }, undefined, 2),
    });
    expect(packageInputs(root, wanted)).toEqual([
      { externalDependencies: ['@nx-tools/nx-container'] },
    ]);
  });

  it('are none in a workspace where nothing is locked', () => {
    writeFiles(root, { 'package.json': '{ "devDependencies": { "tar-stream": "3.2.2" } }' });
    expect(packageInputs(root, wanted)).toEqual([{ externalDependencies: [] }]);
  });
});
