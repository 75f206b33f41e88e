import { createHash } from 'node:crypto';
import { workloadsOf } from '../../chart/manifest-objects.ts';
import type { RenderedObjects } from '../../chart/manifests.ts';
import { objectsOf } from '../../chart/manifests.ts';
import { badImage } from './helm-objects.ts';

export const release = 'api';

/** A state of the sources of the simulated release. */
export interface Version {
  readonly folder: string;
  readonly manifest: string;
  readonly fingerprint: string;
  readonly objects: RenderedObjects;
  readonly workloads: ReturnType<typeof workloadsOf>;
  /** Its pods never get ready. */
  readonly isBad: boolean;
}

const known = new Map<string, Version>();

/** The version of this number; every second one has an object more, and a bad one bad pods. */
export function versionOf(number: number, isBad = false): Version {
  const folder = `chart-${number}${isBad ? '-bad' : ''}`;
  const present = known.get(folder);
  if (present !== undefined) return present;
  const image = isBad ? badImage : `docker.io/acme/api:${number}`;
  const labels = { app: 'api' };
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { version: folder },
    },
    ...(number % 2 === 0
      ? [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' }, data: { a: 'b' } }]
      : []),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api' },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
      },
    },
  ];
  const manifest = objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('');
  const parsed = objectsOf(manifest);
  const version = {
    folder,
    manifest,
    isBad,
    fingerprint: createHash('sha256').update(manifest).digest('hex').slice(0, 40),
    objects: { install: parsed, upgrade: parsed },
    workloads: workloadsOf(manifest),
  };
  known.set(folder, version);
  return version;
}

export function manifestOf(folder: string): string {
  const version = known.get(folder);
  if (version === undefined) throw new Error(`no chart in ${folder}`);
  return version.manifest;
}
