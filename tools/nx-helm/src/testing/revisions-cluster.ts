import type { Kubectl } from '../cluster/connect.ts';

/** Revisions of the release `api`, by number and status. */
export type Revisions = readonly (readonly [number, string])[];

/** A cluster that has these revisions when Helm has ended, and nothing else. */
export function clusterWithRevisions(revisions: Revisions): Kubectl {
  const labels = revisions.map(([version, status]) =>
    JSON.stringify({ name: 'api', version: String(version), status }),
  );
  const answer = ([, kind = '']: readonly string[]): string =>
    kind === 'secrets' ? labels.join('\n') : '{ "items": [] }';
  return {
    namespace: 'acme',
    try: (args) => Promise.resolve({ exitCode: 0, stdout: answer(args), stderr: '' }),
    read: (args) => Promise.resolve(answer(args)),
  };
}
