/** A line that is edited again and again, and where its text is seen. */
export interface EditCase {
  readonly release: string;
  readonly file: string;
  /** In the file, once; what is edited is the end of its text. */
  readonly line: string;
  readonly port: number;
  readonly path: string;
}

const signIn = { line: `title: 'Sign in'`, port: 3000, path: '/sign-in' };

export const cases: readonly EditCase[] = [
  { release: 'web', file: 'apps/web/src/app/sign-in/page.tsx', ...signIn },
  { release: 'chatbot', file: 'apps/chatbot/src/app/sign-in/page.tsx', ...signIn },
  {
    release: 'api',
    file: 'apps/api/src/taskora_api/http/probes.py',
    line: `status: str = "ok"`,
    port: 8000,
    path: '/health',
  },
];

/** The file with a text that nothing else has, before the quote that ends the line's own. */
export function edited(text: string, { line, file }: EditCase, mark: string): string {
  const [before, after, ...more] = text.split(line);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} does not have ${line} exactly once`);
  return `${before}${line.slice(0, -1)} ${mark}${line.slice(-1)}${after}`;
}

/** The figure below which so many of a hundred lie, by the nearest rank. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
