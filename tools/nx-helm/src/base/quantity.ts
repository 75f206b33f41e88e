const factors: ReadonlyMap<string, number> = new Map([
  ['n', 1e-9],
  ['u', 1e-6],
  ['m', 1e-3],
  ['', 1],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['E', 1e18],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
  ['Ei', 2 ** 60],
]);

const form = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;

/** A Kubernetes quantity such as `500m` or `1Gi` as a number, or undefined if it is invalid. */
export function quantity(text: string): number | undefined {
  const [, digits, exponent = '', suffix = ''] = form.exec(text) ?? [];
  const factor = factors.get(suffix);
  if (digits === undefined || factor === undefined) return undefined;
  return Number(`${digits}${exponent}`) * factor;
}

/** The API server writes `0.5` as `500m` and `1024Mi` as `1Gi`: the same amount in another form. */
export function isSameQuantity(first: unknown, second: unknown): boolean {
  const amounts = [quantity(String(first)), quantity(String(second))] as const;
  const [one, other] = amounts;
  if (one === undefined || other === undefined) return false;
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}

const unitBytes: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};

/** Reads `19.22MB` or `78.4 MiB`, the format in which runtimes print sizes. */
export function parseSize(text: string): number {
  const [, amount = '', unit = ''] = /^([\d.]+)\s*([A-Za-z]+)$/.exec(text.trim()) ?? [];
  return Math.round(Number(amount || 0) * (unitBytes[unit] ?? 0));
}
