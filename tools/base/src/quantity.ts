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

/** The number behind a Kubernetes quantity: `75m` is 0.075 cores, `192Mi` is 201326592 bytes. */
export function quantityIn(text: string): number | undefined {
  const [, digits, exponent = '', suffix = ''] = form.exec(text) ?? [];
  const factor = factors.get(suffix);
  if (digits === undefined || factor === undefined) return undefined;
  return Number(`${digits}${exponent}`) * factor;
}

/** For what the API server says, which has checked it. */
export function parseQuantity(text: string): number {
  const quantity = quantityIn(text);
  if (quantity === undefined) throw new Error(`not a Kubernetes quantity: ${text}`);
  return quantity;
}

/** The API server writes `0.5` as `500m` and `1024Mi` as `1Gi`: the same amount in another form. */
export function isSameQuantity(first: unknown, second: unknown): boolean {
  const amounts = [quantityIn(String(first)), quantityIn(String(second))] as const;
  const [one, other] = amounts;
  if (one === undefined || other === undefined) return false;
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}

/** Whole thousandths of a core, whose sums are exact. */
export function milliCores(cores: number): number {
  return Math.round(cores * 1000);
}

export function formatCores(cores: number): string {
  return `${milliCores(cores)}m`;
}

export function formatMebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)}Mi`;
}
