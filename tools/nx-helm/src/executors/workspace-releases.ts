import { NxHelmError } from '../errors.ts';

/** For executors that look at all releases of a workspace. */
export function noReleases(project: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_NO_RELEASES',
    project,
    what: 'no project of the workspace is deployed',
    command: 'tag a project that has a chart with deploy:helm, then npx nx show projects',
  });
}
