import { loadavg } from 'node:os';
import type { Span } from '@taskora/base/spans/span';
import { spanPicture } from '@taskora/base/spans/span-picture';
import { formatRunTime, runTime } from '@taskora/base/spans/span-table';
import { keepText } from '../../keep.ts';
import { waitFor } from '../../wait-for.ts';
import { firstReady, podsOf } from '../cluster.ts';
import { editSpans, withUpgrade, type SpanFiles } from '../edits/spans.ts';
import { Editor } from '../../edited-line.ts';
import { apiProbe, webPage, type EditSubject } from '../edits/subjects.ts';
import { alternate, medianSeconds, type Figure } from '../figures.ts';
import { earlierNamespace, ownNamespace, skaffoldNamespace } from '../names.ts';
import { ratio, type PartResult, type Target } from '../report.ts';
import { atRest } from '../rest.ts';
import { deployOnce, type Setting } from '../setting.ts';
import { startAsDocumented } from '../skaffold/as-documented.ts';

/** A tool that brings an edited line into a pod. */
interface Candidate {
  readonly name: string;
  readonly namespace: string;
  /** Where the line is edited. */
  readonly workspace: string;
  /** Builds and deploys; a tool that can writes its steps into the files. */
  run(files?: SpanFiles): Promise<unknown>;
}

const ours = 'nx run infra:deploy-minikube';
const theirs = 'skaffold run';
const before = 'nx run infra:deploy-minikube, as it was';
const documented = 'skaffold run, built inside of the image';

/** From the moment that a line of web is saved until a pod with it is ready, and until the command ends. */
export async function benchEdit(setting: Setting): Promise<PartResult> {
  const asDocumented = await startAsDocumented(setting);
  const third = {
    name: documented,
    namespace: skaffoldNamespace,
    workspace: setting.workspace,
    run: () => asDocumented.run(),
  };
  const measured = await measure(setting, webPage, [...bothTools(setting), third]);
  const median = (name: string): number => medianSeconds(measured.raw[name] ?? []);
  return {
    name: 'edit',
    title: 'One line of web, until a pod with it is ready',
    targets: [
      againstSkaffold('web', median(ours) / median(theirs), 0.6),
      ratio(
        'edit in web, against `skaffold run` that builds inside of the image',
        median(ours) / median(documented),
        0.35,
      ),
    ],
    ...measured,
    notes: [
      ...measured.notes,
      'Inside of the image: a Dockerfile of stages, whose packages are a layer that an edit leaves as it is; what is copied behind it is built by `next build` there. That candidate has one service to care for, the others three.',
    ],
  };
}

/** The same for a line of the API, whose build is no compilation of a front end. */
export async function benchEditOfApi(setting: Setting): Promise<PartResult> {
  const { earlier } = setting;
  const older = earlier === undefined ? [] : [asItWas(earlier.workspace)];
  const measured = await measure(setting, apiProbe, [...bothTools(setting), ...older]);
  const median = (name: string): number => medianSeconds(measured.raw[name] ?? []);
  return {
    name: 'edit-api',
    title: 'One line of api, until a pod with it is ready',
    targets: [
      againstSkaffold('api', median(ours) / median(theirs), 0.5),
      ratio(
        'edit in api, against the build before images were assembled',
        earlier && median(ours) / median(before),
        0.4,
      ),
    ],
    ...measured,
  };
}

const againstSkaffold = (service: string, figure: number, atMost: number): Target =>
  ratio(`edit in ${service} until the new pod is ready, against \`skaffold run\``, figure, atMost);

function bothTools({ workspace, skaffold }: Setting): Candidate[] {
  return [
    {
      name: ours,
      namespace: ownNamespace,
      workspace,
      // A profile of the run is Nx's own only where no daemon has it.
      run: (files) => deployOnce(workspace, files === undefined, files),
    },
    {
      name: theirs,
      namespace: skaffoldNamespace,
      workspace,
      run: (files) => skaffold.run([], files),
    },
  ];
}

const asItWas = (workspace: string): Candidate => ({
  name: before,
  namespace: earlierNamespace,
  workspace,
  run: (files) => deployOnce(workspace, files === undefined, files),
});

async function measure(
  setting: Setting,
  subject: EditSubject,
  candidates: readonly Candidate[],
): Promise<Pick<PartResult, 'raw' | 'spans' | 'tables' | 'notes'>> {
  const { rounds, say, folder } = setting;
  const { service } = subject;
  const workspaces = [...new Set(candidates.map(({ workspace }) => workspace))];
  const editors = new Map(workspaces.map((each) => [each, new Editor(each, subject)]));
  const timed =
    ({ name, namespace, workspace, run }: Candidate) =>
    async (round: number): Promise<Figure> => {
      await atRest();
      const before = new Set(
        (await podsOf(namespace, service)).map(({ metadata }) => metadata.uid),
      );
      const [load = 0] = loadavg();
      editors.get(workspace)?.save(`${name} ${round}`);
      const started = Date.now();
      await run();
      const commandSeconds = (Date.now() - started) / 1000;
      let ready: number | undefined;
      const isReady = async (): Promise<boolean> => {
        ready = firstReady(await podsOf(namespace, service), before);
        return ready !== undefined;
      };
      await waitFor(isReady, 300, `no new pod of ${service} is ready`);
      return { seconds: ((ready ?? 0) - started) / 1000, load, counted: { commandSeconds } };
    };
  try {
    for (const { run } of candidates) await run();
    const raw = await alternate(
      rounds,
      Object.fromEntries(candidates.map((each) => [each.name, timed(each)])),
      say,
    );
    say('  once more each, for the steps');
    const spans: Record<string, readonly Span[]> = {};
    for (const { name, namespace, workspace, run } of candidates) {
      const found = await editSpans({
        folder,
        workspace,
        namespace,
        release: service,
        run: (files) => {
          editors.get(workspace)?.save(`${name}, step by step`);
          return run(files);
        },
      });
      spans[name] = namespace === skaffoldNamespace ? withUpgrade(found, service) : found;
    }
    const tables = Object.entries(spans).map(([title, own]) => showSpans(title, own, say));
    const runs = Object.entries(spans).map(([title, own]) => ({ title, spans: own }));
    say(`  as a picture: ${keepText(`edit-${service}-spans.svg`, spanPicture(runs))}`);
    return { raw, spans, tables, notes: notes(raw) };
  } finally {
    for (const editor of editors.values()) editor.restore();
  }
}

function showSpans(title: string, spans: readonly Span[], say: (line: string) => void): string {
  const time = runTime(spans);
  const table = time === undefined ? 'no step' : formatRunTime(time);
  say(`  ${title}\n${table.replaceAll(/^/gm, '    ')}`);
  return `${title}\n\n${table}`;
}

function notes(raw: PartResult['raw']): string[] {
  const medians = Object.entries(raw).map(
    ([name, figures]) => `${name} ${medianSeconds(figures).toFixed(1)} s`,
  );
  const commands = Object.entries(raw).map(([name, figures]) => {
    const all = figures.map(({ counted }) => (counted?.['commandSeconds'] ?? 0).toFixed(1));
    return `${name} ${all.join(', ')} s`;
  });
  return [
    `Medians: ${medians.join(', ')}.`,
    'Ours and Skaffold both build through Nx with its daemon and cache, from one clone, with the same Dockerfile and base images. Kubernetes notes to the second when a pod became ready.',
    "Much of it is the same in both and no tool's: the build of the service, the hook that migrates, and the start of a pod.",
    `Until the command ended: ${commands.join('; ')}.`,
  ];
}
