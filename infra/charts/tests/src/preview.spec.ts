import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { stageCharts } from './helm.ts';
import {
  chartFolder,
  environments,
  optionalReleases,
  readEnvironment,
  releases,
  services,
  type Release,
} from './workspace.ts';

const charts = stageCharts();
afterAll(() => charts.dispose());

const all = [...releases, ...optionalReleases];
const previewSchema = z.object({
  addresses: z.record(z.string(), z.object({ url: z.string(), value: z.string() })),
  values: z.looseObject({}),
  releases: z.record(z.string(), z.looseObject({})),
});
const hosts = environments.filter((name) => 'preview' in readEnvironment(name).nxHelm);

/** Releases that come along with one, at any distance. */
function companionsOf(release: Release): readonly string[] {
  const seen = new Set<string>([release]);
  for (const name of seen) {
    const text = readFileSync(join(chartFolder(name as Release), 'Chart.yaml'), 'utf8');
    const { annotations = {} } = z
      .object({ annotations: z.record(z.string(), z.string()).optional() })
      .parse(parse(text));
    for (const next of annotations['nx-helm/preview-with']?.split(',') ?? []) seen.add(next);
  }
  return [...seen];
}

describe('a preview of the product (C3)', () => {
  it('is hosted by the environment of developers, and by none that is protected', () => {
    expect(hosts).toContain('minikube');
    for (const name of hosts) expect(readEnvironment(name).nxHelm).not.toHaveProperty('protection');
  });

  it('has a database of its own for each release that has one, and both sides of the login', () => {
    for (const service of services) {
      expect(companionsOf(service)).toEqual(expect.arrayContaining(['platform', 'api', 'web']));
    }
    expect(companionsOf('ops')).toEqual(['ops']);
    expect(companionsOf('web')).not.toContain('chatbot');
  });

  it('names releases that there are', () => {
    const known = all.map(String);
    for (const release of all)
      expect(known).toEqual(expect.arrayContaining([...companionsOf(release)]));
  });

  describe.each(hosts)('beside %s', (environment) => {
    const settings = previewSchema.parse(
      (readEnvironment(environment).nxHelm as { readonly preview?: unknown }).preview,
    );
    const render = (release: Release) =>
      charts.render(release, {
        environment,
        values: { ...settings.values, ...settings.releases[release] },
      });

    it('takes no port of a node, and keeps its data in memory', () => {
      for (const release of all) {
        const ports = render(release)
          .objects.filter(({ kind }) => kind === 'Service')
          .flatMap(({ spec }) => (spec as { ports?: { nodePort?: number }[] }).ports ?? []);
        expect([release, ports.flatMap(({ nodePort }) => nodePort ?? [])]).toEqual([release, []]);
      }
      const kinds = render('platform').objects.map(({ kind }) => kind);
      expect(JSON.stringify(render('platform').objects)).not.toContain('volumeClaimTemplates');
      expect(kinds).not.toContain('PersistentVolumeClaim');
    });

    it('tells each front end its own address', () => {
      expect(Object.keys(settings.addresses).toSorted()).toEqual(['chatbot', 'web']);
      for (const [release, { value }] of Object.entries(settings.addresses)) {
        const values = { global: { urls: { [release]: 'http://localhost:10112' } } };
        expect(value).toBe(`global.urls.${release}`);
        const { objects } = charts.render(release as Release, { environment, values });
        expect(JSON.stringify(objects)).toContain('http://localhost:10112');
      }
    });
  });
});
