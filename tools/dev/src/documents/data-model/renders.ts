import type { Chart, Release, StagedCharts } from '../staged-charts.ts';
import { environmentValues, releases } from '../staged-charts.ts';
import type { RenderedObject } from './objects.ts';
import { asObject, labelOf, titleOf } from './objects.ts';

/** An object, and the value with which a chart has it. */
export interface ModelObject {
  readonly object: RenderedObject;
  readonly when: string;
}

interface Variant {
  readonly when: string;
  readonly set: readonly string[];
}

const names = [
  'global.urls.web=https://taskora.example',
  'global.urls.chatbot=https://chat.taskora.example',
];

/** Values that bring objects which the defaults do not have. */
const variants: Readonly<Record<'platform' | 'service', readonly Variant[]>> = {
  platform: [
    { when: '`database.backup.enabled`', set: ['database.backup.enabled=true'] },
    {
      when: '`routing.kind: ingress`',
      set: [...names, 'routing.kind=ingress', 'routing.ingress.tls.secretName=taskora-tls'],
    },
    {
      when: '`routing.kind: gateway`',
      set: [...names, 'routing.kind=gateway', 'routing.gateway.name=public'],
    },
    {
      when: '`global.monitoring.rules: operator`',
      set: ['global.monitoring.rules=operator'],
    },
    {
      when: '`kagent.apiVersion: v1alpha2`',
      set: ['kagent.apiVersion=v1alpha2', 'kagent.modelConfig=operations-model'],
    },
    {
      when: '`kagent.apiVersion: v1alpha3`',
      set: ['kagent.apiVersion=v1alpha3', 'kagent.modelConfig=operations-model'],
    },
    {
      when: '`kagent.harness.image`',
      set: [
        ...['kagent.apiVersion=v1alpha3', 'kagent.modelConfig=operations-model'],
        `kagent.harness.image=registry.example/kagent@sha256:${'0'.repeat(64)}`,
        ...['kagent.harness.workerPool=pool', 'kagent.harness.snapshots=gs://bucket/folder'],
      ],
    },
  ],
  service: [
    { when: '`autoscaling.enabled`', set: ['autoscaling.enabled=true'] },
    {
      when: '`global.monitoring.scrape: operator`',
      set: ['global.monitoring.scrape=operator'],
    },
  ],
};

/** What of the defaults goes with a database elsewhere. */
const external = {
  set: ['global.database.mode=external'],
  when: 'unless the database is external',
};

export interface Model {
  readonly releases: ReadonlyMap<Release, readonly ModelObject[]>;
  /** What the whole chart has beside the objects of its parts, and all references there. */
  readonly whole: {
    readonly own: readonly ModelObject[];
    readonly all: readonly RenderedObject[];
  };
}

export async function readModel(charts: StagedCharts): Promise<Model> {
  const objectsOf = async (chart: Chart, set: readonly string[] = []) => {
    const files = environmentValues('minikube', chart, charts.folder);
    return (await charts.render(chart, { files, set })).map(asObject);
  };
  const ofRelease = async (release: Release): Promise<readonly ModelObject[]> => {
    const present = await objectsOf(release);
    const kept = new Set((await objectsOf(release, external.set)).map(titleOf));
    const found = new Map<string, ModelObject>();
    for (const object of present) {
      const when = kept.has(titleOf(object)) ? 'always' : external.when;
      found.set(titleOf(object), { object, when });
    }
    for (const { when, set } of variants[release === 'platform' ? 'platform' : 'service']) {
      for (const object of await objectsOf(release, set)) {
        if (!found.has(titleOf(object))) found.set(titleOf(object), { object, when });
      }
    }
    return [...found.values()];
  };
  const all = await objectsOf('taskora');
  return {
    releases: new Map(
      await Promise.all(releases.map(async (name) => [name, await ofRelease(name)] as const)),
    ),
    whole: {
      all,
      own: all
        .filter((object) => labelOf(object, 'name') === 'taskora')
        .map((object) => ({
          object,
          when: labelOf(object, 'component') === 'secrets' ? '`secrets.create`' : 'always',
        })),
    },
  };
}
