import { NxHelmError } from '../errors.ts';
import { parseManifests } from './parse-manifests.ts';

/** The Service that was asked for; else the release's only one, or the one of its name. */
export function chooseService(
  manifest: string,
  wanted: string | undefined,
  release: string,
): string {
  const names = parseManifests(manifest)
    .filter(({ kind }) => kind === 'Service')
    .map(({ metadata }) => metadata.name);
  const chosen = wanted ?? (names.length === 1 ? names[0] : release);
  if (chosen !== undefined && names.includes(chosen)) return chosen;
  const list = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  throw new NxHelmError({
    code: 'NXHELM_NO_SUCH_SERVICE',
    project: release,
    what: `the release has no Service ${chosen ?? release}; ${list}`,
    command:
      names.length === 0
        ? 'add a Service to the chart and deploy it'
        : `npx nx run ${release}:port-forward --service ${names[0] ?? ''}`,
  });
}
