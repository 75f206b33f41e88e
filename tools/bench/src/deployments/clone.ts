import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { parse, stringify } from 'yaml';
import { bring, installed } from '@taskora/dev/other-checkout';
import { workspaceRoot } from '@taskora/dev/environment';
import { must } from '@taskora/dev/run';
import { database, services } from './names.ts';

/** The sources of the last commit, of which nothing is installed. */
export async function cloneSources(folder: string): Promise<void> {
  const args = ['clone', '--quiet', '--local', workspaceRoot, folder];
  await must('git', args, { code: 'BENCH_CLONE_FAILED', fix: 'git status, then this bench again' });
}

/** A clone of the last commit, with what is installed here. */
export async function makeClone(folder: string): Promise<void> {
  await cloneSources(folder);
  for (const each of installed) {
    const from = join(workspaceRoot, each);
    if (existsSync(from)) bring(from, join(folder, each));
  }
}

function edit(folder: string, path: string, change: (text: string) => string): void {
  const file = join(folder, path);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) {
    throw new UserError(
      'BENCH_EDIT_FAILED',
      `the clone's ${path} does not have the text that the bench replaces there`,
      `git log -3 ${path}, then adapt tools/bench/src/deployments/clone.ts`,
    );
  }
  writeFileSync(file, after);
}

/**
 * The product's own namespace and node ports stay as they are, and the node has room for both tools'
 * pods: they ask for less of a processor, which changes no limit.
 */
export function useNamespace(folder: string, namespace: string): void {
  edit(folder, 'nx.json', (text) =>
    text.replace('"namespace": "taskora"', `"namespace": "${namespace}"`),
  );
  edit(folder, 'tools/dev/src/cluster/kubectl.ts', (text) =>
    text.replace("namespace = 'taskora'", `namespace = '${namespace}'`),
  );
  edit(folder, 'infra/environments/minikube.yaml', (text) => {
    const environment = parse(text) as Environment;
    environment.nxHelm.releases = benchValues();
    environment.global.database.mode = 'memory';
    return stringify(environment);
  });
}

interface Environment {
  nxHelm: { releases?: Record<string, object | false> };
  global: { database: { mode: string } };
}

/** The same for both tools, of which one would deploy the operations server as well. */
function benchValues(): Record<string, object | false> {
  const resources = { requests: { cpu: '10m' } };
  const isPublic = (name: string): boolean => name !== 'api';
  const values = services.map((name) => [
    name,
    { resources, ...(isPublic(name) && { service: { type: 'ClusterIP', nodePort: null } }) },
  ]);
  return {
    ...Object.fromEntries(values),
    [database]: { database: { resources } },
    ops: false,
  };
}
