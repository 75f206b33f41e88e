import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileSpans, type ProfileEntry } from '@taskora/base/spans/nx-profile';
import { eventTemplate, PodSpans } from '@taskora/base/spans/pod-spans';
import { parseSpans, type Span, type SpanName } from '@taskora/base/spans/span';
import { follow } from '@taskora/base/stream';
import { kubeContext } from '@taskora/dev/kubectl';
import { programPath } from '@taskora/dev/run';
import { waitFor } from '../../wait-for.ts';

/** The targets of this workspace; what its rollouts consist of they record themselves. */
const stepOfTarget: ReadonlyMap<string, SpanName> = new Map([
  ['build', 'build'],
  ['build-digest', 'digest'],
  ['container', 'image'],
  ['helm-template', 'render'],
]);

/** The steps that the cluster takes, which are watched alike for every tool. */
const ofCluster: ReadonlySet<SpanName> = new Set(['hook', 'scheduling', 'start', 'ready']);

/** Where a run writes its spans, by the variables that name the files. */
export type SpanFiles = Readonly<Record<'NX_PROFILE' | 'NX_HELM_SPANS', string>>;

interface EditRun {
  readonly folder: string;
  /** Nx takes the file of its profile as relative to it. */
  readonly workspace: string;
  readonly namespace: string;
  readonly release: string;
  /** Saves the line and deploys. */
  readonly run: (files: SpanFiles) => Promise<unknown>;
}

/** The spans of one run from a saved line to a ready pod of the release. */
export async function editSpans(edit: EditRun): Promise<Span[]> {
  const { namespace, release, workspace, run } = edit;
  const place = mkdtempSync(join(edit.folder, 'spans-'));
  const profile = join('dist', 'bench-profile.json');
  const files = { NX_PROFILE: profile, NX_HELM_SPANS: join(place, 'tasks.jsonl') };
  const stopping = new AbortController();
  const startMs = Date.now();
  const pods = new PodSpans({
    startMs,
    isOwnPod: (labels) =>
      labels['app.kubernetes.io/instance'] === release &&
      labels['app.kubernetes.io/component'] === 'server',
    isOwnJob: (name) => name.startsWith(release),
  });
  const watch = (kind: string, onLine: (line: string) => void) =>
    follow(
      programPath('kubectl'),
      [
        ...['--context', kubeContext, '--namespace', namespace],
        ...['get', kind, '--watch', '--output', `jsonpath=${eventTemplate}`],
      ],
      { onLine, stop: stopping.signal },
    );
  const watches = [
    watch('pods', (line) => pods.pod(line)),
    watch('jobs', (line) => pods.job(line)),
  ];
  try {
    await run(files);
    const endMs = Date.now();
    const isReady = () => Promise.resolve(pods.spans().some(({ name }) => name === 'ready'));
    await waitFor(isReady, 300, `no new pod of ${release} is ready`);
    const recorded = parseSpans(readText(files.NX_HELM_SPANS));
    const entries = JSON.parse(readText(join(workspace, profile)) || '[]') as ProfileEntry[];
    return [
      { name: 'nx', of: 'command', startMs, endMs },
      ...profileSpans(entries, ({ target }) => stepOfTarget.get(target)),
      ...recorded.filter(({ name }) => !ofCluster.has(name)),
      ...pods.spans(),
    ];
  } finally {
    stopping.abort();
    await Promise.allSettled(watches);
  }
}

const readText = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** What comes after the image is there until the command ends: a tool that does not say more of it. */
export function withUpgrade(spans: readonly Span[], release: string): Span[] {
  const end = spans.find(({ name }) => name === 'nx')?.endMs;
  const [transferred] = spans
    .filter(({ name }) => name === 'transfer')
    .map(({ endMs }) => endMs)
    .toSorted((one, other) => other - one);
  if (end === undefined || transferred === undefined) return [...spans];
  return [...spans, { name: 'upgrade', of: release, startMs: transferred, endMs: end }];
}
