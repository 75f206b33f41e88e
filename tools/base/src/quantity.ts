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
export function parseQuantity(text: string): number {
  const [, digits, exponent = '', suffix = ''] = form.exec(text) ?? [];
  const factor = factors.get(suffix);
  if (digits === undefined || factor === undefined) {
    throw new Error(`not a Kubernetes quantity: ${text}`);
  }
  return Number(`${digits}${exponent}`) * factor;
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
