import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { previewNamespace } from '../../preview/names.ts';
import { listPreviews } from '../../preview/namespace.ts';
import type { PreviewReport } from '../../preview/report.ts';
import { formatList, formatPreview, previewMarkdown } from '../../preview/report.ts';
import { writeAnswer } from '../answer-file.ts';
import { executorOfAny, printAnswer } from '../report.ts';
import type { PreviewBase } from './base.ts';
import { readBase, readHost } from './base.ts';
import type { PreviewPlace } from './locked.ts';
import { makePreview } from './make.ts';
import { removeExpired, removePreview } from './remove.ts';

export interface PreviewOptions {
  readonly pr?: number;
  readonly environment?: string;
  readonly ttlHours?: number;
  readonly isFork?: boolean;
  readonly remove?: boolean;
  readonly expired?: boolean;
  readonly list?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly out?: string;
  readonly markdown?: string;
}

/** Makes, lists and removes previews: of a pull request, what it affects, in a namespace of its own. */
export default executorOfAny<PreviewOptions>(async (options, context, project) => {
  refuseUnclear(options, project);
  const { isFork = false, dryRun = false, ttlHours } = options;
  const now = new Date();
  const isMade = options.list !== true && options.expired !== true && options.remove !== true;
  if (isMade) {
    const host = await readHost(options.environment, context, project);
    const place = placeOf(host, options, project);
    const report = await makePreview(context, host, place, { isFork, dryRun, ttlHours });
    return answer(options, context, report);
  }
  const base = await readBase(options.environment, context, project);
  if (options.list === true) {
    const { connection, namespace, cluster } = base;
    const all = await listPreviews(connection.kubectl, { base: namespace, cluster });
    return printAnswer(options, context, all, () => formatList(all, now));
  }
  if (options.expired === true) {
    const { removed, failures } = await removeExpired(base, now);
    await printAnswer(options, context, removed, () => describeRemoved(removed));
    for (const { message } of failures) console.error(message);
    if (failures.length > 0) throw notAllRemoved(failures, project);
    return;
  }
  await answer(options, context, await removal(base, placeOf(base, options, project)));
});

/** The namespace of the base decides whether the name of the preview's can be one. */
function placeOf(
  { namespace }: PreviewBase,
  { pr = 0 }: PreviewOptions,
  project: string,
): PreviewPlace {
  return { pr, namespace: previewNamespace(namespace, pr, project) };
}

async function answer(
  options: PreviewOptions,
  context: ExecutorContext,
  report: PreviewReport,
): Promise<void> {
  if (options.markdown !== undefined) {
    await writeAnswer(context.root, options.markdown, previewMarkdown(report));
  }
  await printAnswer(options, context, report, () => formatPreview(report));
}

async function removal(base: PreviewBase, place: PreviewPlace): Promise<PreviewReport> {
  const wasThere = await removePreview(base, place);
  if (!wasThere) console.error(`preview: there was none of pull request ${place.pr}`);
  const { namespace, file } = base;
  const about = { ...place, base: namespace, environment: file.name };
  return { ...about, state: 'removed', releases: [], reached: [] };
}

function describeRemoved(removed: readonly { readonly namespace: string }[]): string {
  const names = removed.map(({ namespace }) => namespace).join(', ');
  return removed.length === 0 ? 'no preview is past its age' : `removed: ${names}`;
}

/** Each run does one thing, and to one preview unless it says otherwise. */
function refuseUnclear(options: PreviewOptions, project: string): void {
  const { pr, list, expired, remove, ttlHours } = options;
  const ofAll = [list, expired].filter((each) => each === true).length;
  const isNumber = pr !== undefined && Number.isSafeInteger(pr) && pr > 0;
  const isTtl = ttlHours === undefined || (Number.isSafeInteger(ttlHours) && ttlHours > 0);
  if (ofAll === 0 && isNumber && isTtl) return;
  if (ofAll === 1 && pr === undefined && remove !== true) return;
  throw new UserError(
    'NXHELM_PREVIEW_OPTIONS',
    'a run makes or removes the preview of one pull request, by its number, or lists all, or removes those past their age',
    `npx nx run ${project}:preview --pr=<number> (--remove), or --list, or --expired`,
    { project },
  );
}

function notAllRemoved(failures: readonly UserError[], project: string): UserError {
  return new UserError(
    'NXHELM_PREVIEW_EXPIRED',
    `${failures.length} previews past their age could not be removed: ${failures[0]?.what ?? ''}`,
    `npx nx run ${project}:preview --list`,
    { project },
  );
}
