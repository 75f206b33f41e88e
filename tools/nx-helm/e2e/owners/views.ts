import { strict as assert } from 'node:assert';
import { until } from '../executor-process.ts';
import type { Stage } from '../stage.ts';

/** One release of a handoff, as `infra:handoff --json` prints it. */
interface HandedOver {
  readonly release: string;
  readonly fingerprint: string;
  readonly digest: string;
  readonly action: string;
}

/** Hands all releases over to the registry, and returns what `name` became. */
export async function handOff(
  stage: Stage,
  host: string,
): Promise<(name: string) => Readonly<HandedOver>> {
  const registry = `--registry=${host}/acme`;
  const said = await stage.succeed('run', 'infra:handoff', '--json', registry);
  const handed = JSON.parse(/^\[\n[^]*?^\]$/m.exec(said)?.[0] ?? '[]') as HandedOver[];
  return (name) => {
    const found = handed.find(({ release }) => release === name);
    assert.ok(found, said);
    return found;
  };
}

/** The id of a release's one pod, once it is the only one. */
export function podOf(stage: Stage, name: string): Promise<string> {
  const selector = `app.kubernetes.io/instance=${name}`;
  return until(async () => {
    const text = await stage.kubectl(['get', 'pods', '--selector', selector, '--output', 'json']);
    const { items } = JSON.parse(text) as {
      items: { metadata: { uid: string; deletionTimestamp?: string } }[];
    };
    const [one, ...others] = items;
    return others.length === 0 && one?.metadata.deletionTimestamp === undefined
      ? one?.metadata.uid
      : undefined;
  });
}

/** Another text after any write to an object that a release or a record of one may have. */
export function written({ kubectl }: Stage): Promise<string> {
  return kubectl([
    ...['get', 'deployments,services,jobs,secrets,configmaps', '--output'],
    'jsonpath={range .items[*]}{.kind}{.metadata.name}{.metadata.resourceVersion} {end}',
  ]);
}
