import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './metrics.ts';

const source = fileURLToPath(
  new URL('../../../../infra/monitoring/monitoring.yaml', import.meta.url),
);

interface Shape {
  type: string;
  labels: readonly string[];
}

/** The list of metrics, of those that web has. */
function listed(): Map<string, Shape> {
  const metrics = readFileSync(source, 'utf8').split('\nmetrics:\n')[1]?.split('\nothers:\n')[0];
  const entry =
    /^ {2}- name: (\w+)\n {4}type: (\w+)\n {4}services: \[([^\]]*)\](?:\n {4}labels: \[([^\]]*)\])?/gm;
  return new Map(
    [...(metrics ?? '').matchAll(entry)]
      .filter(([, , , services = '']) => services.split(', ').includes('web'))
      .map(([, name = '', type = '', , labels]) => [
        name,
        { type, labels: labels?.split(', ') ?? [] },
      ]),
  );
}

/** What a scrape has, by the name of each metric. */
async function exported(): Promise<Map<string, Shape>> {
  const metrics = createMetrics({
    version: '1.0.0',
    schemaRevisionNeeded: 1,
    readPool: () => ({ inUse: 1, idle: 0, waiting: 0, max: 5 }),
    readChecks: () => ({ isDatabaseUp: true, isApiUp: true, schemaRevision: 1 }),
  });
  metrics.beginRequest();
  metrics.endRequest({ method: 'GET', route: '/', status: 200, seconds: 0.1 });
  const { text } = await metrics.read();
  return new Map(
    [...text.matchAll(/^# TYPE (\w+) (\w+)\n((?:[^#\n].*\n)*)/gm)].map(
      ([, name = '', type = '', samples = '']) => {
        const labels = [...samples.matchAll(/[{,](\w+)="/g)].map(([, label = '']) => label);
        return [name, { type, labels: [...new Set(labels)].filter((label) => label !== 'le') }];
      },
    ),
  );
}

const sorted = ({ type, labels }: Shape): Shape => ({ type, labels: labels.toSorted() });

describe('the metrics of a front end (K9)', () => {
  it('are those that rules and dashboard are made for, with type and labels', async () => {
    const known = listed();
    const found = await exported();
    const own = [...found].filter(([name]) => !/^(?:process|nodejs)_/.test(name));
    expect(own.length).toBeGreaterThan(8);
    for (const [name, shape] of own) expect([name, known.get(name)]).toEqual([name, sorted(shape)]);
    expect([...known.keys()].filter((name) => !found.has(name))).toEqual([]);
  });
});
