import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../../..');

/** Resolves an executor as Nx's process and the one of a batch do, and prints whether TypeScript came with it. */
const script = `
  const { getExecutorInformation } = require('nx/src/command-line/run/executor-utils');
  const { readFileSync } = require('node:fs');
  const [package, executor] = process.argv.slice(1);
  const manifest = JSON.parse(readFileSync('tools/nx-helm/package.json', 'utf8'));
  const projects = { 'nx-helm': { root: 'tools/nx-helm', metadata: { js: {
    packageName: manifest.name, packageExports: manifest.exports, isInPackageManagerWorkspaces: true } } } };
  const found = getExecutorInformation(package, executor, process.cwd(), projects);
  const loaded = [found.hasherFactory(), found.batchImplementationFactory?.(), found.implementationFactory()];
  console.log(JSON.stringify({
    functions: loaded.map((one) => typeof one),
    typescript: Object.keys(require.cache).some((file) => file.includes('node_modules/typescript/')),
  }));
`;

describe('an executor of the workspace', () => {
  it('is resolved and loaded without TypeScript, by the folder of executors.json (ADR 0013)', () => {
    const args = ['--eval', script, '--', '@taskora/nx-helm', 'rollout'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(`${stderr}${stdout}`).toMatch(/^\{/);
    expect(JSON.parse(stdout)).toEqual({
      functions: ['function', 'function', 'function'],
      typescript: false,
    });
  });
});
