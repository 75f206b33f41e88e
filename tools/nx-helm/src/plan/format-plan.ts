import { describeChanges } from '../inputs/change.ts';
import { formatDiff } from './manifest-diff.ts';
import type { Plan, ReleasePlan } from './plan.ts';

/** For a terminal: one block for each release, those that roll in full. */
export function formatPlan({ releases, context, environment }: Plan): string {
  const rolling = releases.filter(({ action }) => action !== 'skip');
  const summary = `${rolling.length} of ${releases.length} releases would roll on ${context} (environment ${environment})`;
  return [...releases.map(formatRelease), summary].join('\n\n');
}

function formatRelease(plan: ReleasePlan): string {
  const refusal = plan.refusal === undefined ? '' : `\n  ${plan.refusal}`;
  return `${formatAction(plan)}${refusal}`;
}

function formatAction(plan: ReleasePlan): string {
  const { release, action, reason, explanation, revision } = plan;
  if (action === 'skip') return `= ${release}: stays at revision ${revision}, ${explanation}`;
  return [
    `~ ${release}: ${action} to revision ${revision + 1} (${reason}): ${explanation}`,
    ...podLines(plan),
    ...(plan.removed ?? []).map((title) => `  deletes ${title}`),
    ...(plan.changes.length === 0 ? [] : indented(describeChanges(plan.changes, 'full'))),
    ...plan.drift.map((line) => `  drift: ${line}`),
    ...(plan.objects.length === 0 ? [] : indented(formatDiff(plan.objects))),
  ].join('\n');
}

function podLines({ action, restarts }: ReleasePlan): string[] {
  const isFirst = action === 'install';
  if (restarts.length === 0) return [isFirst ? '  no pod is made' : '  no pod is replaced'];
  return restarts.map((workload) => `  pods of ${workload} are ${isFirst ? 'made' : 'replaced'}`);
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
}
