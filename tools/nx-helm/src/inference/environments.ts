import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { EnvironmentPlace } from '../base/environment-place.ts';
import { anyCluster, placeIn } from '../base/environment-place.ts';
import { createFileCache } from '../base/file-cache.ts';
import { parseSettingsText } from '../chart/chart-file.ts';
import type { Options, Targets } from './options.ts';

/** Each values file in the environments folder becomes a configuration of the chart's targets. */
export function readEnvironmentNames(workspaceRoot: string, directory: string): string[] {
  const path = join(workspaceRoot, directory);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .toSorted();
}

/** Where each environment is, by its name. */
export type EnvironmentPlaces = ReadonlyMap<string, EnvironmentPlace>;

const readSettings = createFileCache((text) => parseSettingsText(text));

export function readEnvironmentPlaces(
  workspaceRoot: string,
  directory: string,
  names: readonly string[],
): EnvironmentPlaces {
  const places = names.map((name) => {
    const file = posix.join(directory, `${name}.yaml`);
    return [name, placeIn(readSettings(join(workspaceRoot, file)) ?? {}, file)] as const;
  });
  return new Map(places);
}

/**
 * Gives each target where the environments are: the default one in its options, the others in their
 * configurations. So whatever touches a release goes where the release of that environment is.
 */
export function placed(targets: Targets, options: Options, places: EnvironmentPlaces): Targets {
  const entries = Object.entries(targets).map(([name, target]) => {
    const own = (target.options ?? {}) as Fields;
    const base = fieldsOf(own, options, places, options.environment);
    const configurations = Object.entries(target.configurations ?? {}).map(
      ([environment, configuration]) => {
        const there = fieldsOf(own, options, places, environment);
        const other = Object.entries(there).filter(([key, value]) => base[key] !== value);
        return [
          environment,
          { ...(configuration as Fields), ...Object.fromEntries(other) },
        ] as const;
      },
    );
    const changed = {
      ...target,
      ...(target.options === undefined ? {} : { options: { ...own, ...base } }),
      ...(configurations.length === 0
        ? {}
        : { configurations: Object.fromEntries(configurations) }),
    };
    return [name, changed] as const;
  });
  return Object.fromEntries(entries);
}

type Fields = Readonly<Record<string, unknown>>;

/** A target that says in which namespace or cluster it works has these options; others have none. */
function fieldsOf(
  own: Fields,
  { namespace, contexts }: Options,
  places: EnvironmentPlaces,
  environment: string,
): Fields {
  const place = { namespace, contexts, cluster: anyCluster, ...places.get(environment) };
  const hasCluster = 'contexts' in own && [...places.values()].some((each) => 'cluster' in each);
  return {
    ...('namespace' in own ? { namespace: place.namespace } : {}),
    ...('contexts' in own ? { contexts: place.contexts } : {}),
    ...(hasCluster ? { cluster: place.cluster } : {}),
  };
}
