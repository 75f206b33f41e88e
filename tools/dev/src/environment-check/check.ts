import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { createKubectl } from '@taskora/base/kubectl';
import { namespace as usualNamespace } from '../cluster/kubectl.ts';
import { workspaceRoot } from '../environment.ts';
import { programPath, run } from '../run.ts';
import { readClusterFacts } from './cluster-facts.ts';
import { compareEnvironment } from './compare.ts';
import { readEnvironmentText } from './environment-text.ts';

/** Compares an environment's file with the cluster that it names; nothing is changed. */
export async function checkEnvironment(name: string): Promise<number> {
  const file = `infra/environments/${name}.yaml`;
  const path = join(workspaceRoot, file);
  const again = `npx nx run infra:environment-check -c ${name}`;
  if (!existsSync(path)) {
    throw new UserError(
      'ENVIRONMENT_MISSING',
      `there is no ${file}, so nothing was compared`,
      `create ${file}, or choose another by -c, then ${again}`,
    );
  }
  const environment = readEnvironmentText(file, readFileSync(path, 'utf8'));
  const { contexts, namespace = usualNamespace } = environment.values.nxHelm;
  const context = contexts[0] ?? 'minikube';
  const kubectl = createKubectl({
    context,
    fieldManager: 'taskora',
    fix: `correct nxHelm.contexts in ${file} at line ${environment.lineOf(['nxHelm', 'contexts'])}, or make the cluster reachable, then ${again}`,
    run: (args) => run(programPath('kubectl'), args),
  });
  const facts = await readClusterFacts(kubectl, namespace);
  const findings = compareEnvironment(environment, facts);
  if (findings.length === 0) {
    console.log(`${file} fits the cluster of the context ${context}`);
    if (environment.values.nxHelm.cluster === undefined) {
      console.log(`it fits no other with this line below nxHelm: "cluster: ${facts.id}"`);
    }
    return 0;
  }
  for (const { line, what, fix } of findings) console.error(`${file}:${line}: ${what}. Do: ${fix}`);
  throw new UserError(
    'ENVIRONMENT_UNFIT',
    `${findings.length} lines of ${file} do not fit the cluster of the context ${context}`,
    `correct them, then ${again}`,
  );
}
