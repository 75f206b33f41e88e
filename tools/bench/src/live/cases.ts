import type { EditedLine } from '../edited-line.ts';

/** A line that is edited again and again, and where its text is seen. */
export interface EditCase extends EditedLine {
  readonly release: 'web' | 'chatbot' | 'api';
  readonly port: number;
  readonly path: string;
  /** What a saved line may take in one of our sessions, at 95 of a hundred edits. */
  readonly secondsAtMost: number;
}

const signIn = { line: `title: 'Sign in'`, port: 3000, path: '/sign-in' };

export const cases: readonly EditCase[] = [
  { release: 'web', file: 'apps/web/src/app/sign-in/page.tsx', ...signIn, secondsAtMost: 3 },
  {
    release: 'chatbot',
    file: 'apps/chatbot/src/app/sign-in/page.tsx',
    ...signIn,
    secondsAtMost: 1.5,
  },
  {
    release: 'api',
    file: 'apps/api/src/taskora_api/http/probes.py',
    line: `status: str = "ok"`,
    port: 8000,
    path: '/health',
    secondsAtMost: 1.5,
  },
];

/** The figure below which so many of a hundred lie, by the nearest rank. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
