/**
 * The steps from a saved line to a ready pod, in the order in which they begin: Nx itself, its build
 * and the digest of it, the image, its transfer to where pods pull it from, the render of the chart,
 * the decision and the lock, the upgrade with its hooks, and the new pods.
 */
export const spanNames = [
  'nx',
  'build',
  'digest',
  'image',
  'transfer',
  'render',
  'decide',
  'lock',
  'upgrade',
  'hook',
  'scheduling',
  'start',
  'ready',
] as const;

export type SpanName = (typeof spanNames)[number];

/** A time between two moments, which are milliseconds since 1970. */
export interface Span {
  readonly name: SpanName;
  /** Whose it is: a project, or a pod or Job of it. */
  readonly of: string;
  readonly startMs: number;
  readonly endMs: number;
}

const isName = (name: unknown): name is SpanName => spanNames.includes(name as SpanName);

function isSpan(value: unknown): value is Span {
  if (typeof value !== 'object' || value === null) return false;
  const { name, of, startMs, endMs } = value as Partial<Record<keyof Span, unknown>>;
  if (!isName(name) || typeof of !== 'string') return false;
  return typeof startMs === 'number' && typeof endMs === 'number' && endMs >= startMs;
}

/** As one line, as processes of one run append it to one file. */
export function formatSpan({ name, of, startMs, endMs }: Span): string {
  return `${JSON.stringify({ name, of, startMs, endMs })}\n`;
}

/** The spans of a file; a line that a killed process did not finish is left out. */
export function parseSpans(text: string): Span[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isSpan(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

/** By their steps and within a step by their beginnings. */
export function inOrder(spans: readonly Span[]): Span[] {
  const rank = ({ name }: Span): number => spanNames.indexOf(name);
  return spans.toSorted((one, other) => rank(one) - rank(other) || one.startMs - other.startMs);
}

/** How long at least one of them went on, in milliseconds: what is side by side counts once. */
export function coveredMs(spans: readonly Span[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs } of spans.toSorted((one, other) => one.startMs - other.startMs)) {
    covered += Math.max(0, endMs - Math.max(startMs, until));
    until = Math.max(until, endMs);
  }
  return covered;
}
