import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** Values of releases, as an environment's file has them below `nxHelm.releases`. */
export type ReleaseValues = Readonly<Record<string, object>>;

/** Writes what somebody who scales would write into the file of the environment. */
export function editEnvironment(checkout: string, releases: ReleaseValues): void {
  const file = join(checkout, 'infra/environments/minikube.yaml');
  const document = parseDocument(readFileSync(file, 'utf8'));
  for (const [name, values] of Object.entries(releases)) {
    document.setIn(['nxHelm', 'releases', name], values);
  }
  writeFileSync(file, document.toString());
}
