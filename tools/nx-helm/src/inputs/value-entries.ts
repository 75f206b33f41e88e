import { readEnvironment } from '../helm/environment-file.ts';
import type { Values } from '../helm/values.ts';
import { dataHash } from './content-hash.ts';
import { entryKey } from './snapshot.ts';
import type { SnapshotFacts } from './snapshot-inputs.ts';
import { isPlainObject, mergePlainObjects } from '../plain-object.ts';

/** The values of the environment that reach this release; those of others are no input of it. */
export function addValues({ workspaceRoot, release, builder }: SnapshotFacts): void {
  const { environment: name, environmentsDirectory } = release.options;
  const { kubeVersion, apiVersions, registry, sharedValues, releaseValues } = readEnvironment(
    workspaceRoot,
    environmentsDirectory,
    name,
    release.project,
  );
  const file = `${environmentsDirectory}/${name}.yaml`;
  const values = mergePlainObjects(sharedValues, releaseValues[release.project] ?? {});
  // An environment without a registry has the same record as before there were any.
  const nxHelm = { kubeVersion, apiVersions, ...(registry === undefined ? {} : { registry }) };
  for (const [key, value] of flattened({ ...values, nxHelm })) {
    const place = { kind: 'values', name: file, scope: 'render' } as const;
    builder.add(place, entryKey('value', `${file}\t${key}`), dataHash(value));
  }
}

function flattened(values: Values, prefix = ''): [string, unknown][] {
  return Object.entries(values).flatMap(([key, value]) =>
    isPlainObject(value) && Object.keys(value).length > 0
      ? flattened(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, value] satisfies [string, unknown]],
  );
}
