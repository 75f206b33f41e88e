/** What a service can be made of. */
export const serviceKinds = ['node', 'next', 'fastapi'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** A chart can also be for an image of which nothing is known. */
export const chartKinds = [...serviceKinds, 'other'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** Commands that images of a kind can run without a shell. */
export interface KindCommands {
  /** Exits with 0 if the address that is appended answers well. Empty: there is no such command. */
  readonly test: readonly string[];
  /** Waits as many seconds as are appended. */
  readonly drain: readonly string[];
}

const node: KindCommands = {
  test: [
    'node',
    '-e',
    'fetch(process.argv[1], { signal: AbortSignal.timeout(10000) }).then((answer) => { console.log(answer.status); process.exitCode = answer.ok ? 0 : 1; });',
  ],
  drain: ['node', '-e', 'setTimeout(() => undefined, Number(process.argv[1]) * 1000)'],
};

const python: KindCommands = {
  test: [
    'python3',
    '-c',
    'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1], timeout=10).status)',
  ],
  drain: ['python3', '-c', 'import sys, time; time.sleep(float(sys.argv[1]))'],
};

export const kindCommands: Readonly<Record<ChartKind, KindCommands>> = {
  node,
  next: node,
  fastapi: python,
  other: { test: [], drain: ['sleep'] },
};
