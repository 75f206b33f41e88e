import { parseArgs } from 'node:util';
import { hashPassword } from 'better-auth/crypto';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { kubectl, namespace } from '../cluster/kubectl.ts';
import { startInCluster } from '../database-copy/programs.ts';
import { kubectlCluster } from '../rotation/kubectl-cluster.ts';
import { rotateSecrets, subjects, usualSubjects, type Subject } from '../rotation/rotate.ts';

function subjectOf(name: string): Subject {
  const found = subjects.find((subject) => subject === name);
  if (found !== undefined) return found;
  throw new UserError(
    'USAGE',
    `${name} is none of ${subjects.join(', ')}`,
    `npx nx run platform:rotate-secrets --only=${usualSubjects.join(',')}`,
  );
}

/** `rotate-secrets.ts [--only=SUBJECT,...] [--better-auth-secret] [--dry-run] [--allow-interruption]` */
await runMain(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      'better-auth-secret': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'allow-interruption': { type: 'boolean', default: false },
    },
  });
  const chosen = new Set(values.only?.split(',').map(subjectOf) ?? usualSubjects);
  if (values['better-auth-secret']) chosen.add('better-auth-secret');
  const isDryRun = values['dry-run'];
  const ask = (args: readonly string[], input?: string) =>
    kubectl(args[0] === 'create' ? args : ['-n', namespace, ...args], input);
  await rotateSecrets(
    {
      cluster: kubectlCluster(ask, startInCluster),
      // The product takes Better Auth's own hash, and replaces it at the next sign-in.
      hash: hashPassword,
      log: (line) => console.log(line),
    },
    {
      subjects: chosen,
      isDryRun,
      mayInterrupt: values['allow-interruption'],
      mayLackDemo: values.only === undefined,
    },
  );
  return 0;
});
