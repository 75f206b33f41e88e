const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

/** The number behind a Kubernetes quantity: `75m` is 0.075 cores, `192Mi` is 201326592 bytes. */
export function parseQuantity(text: string): number {
  const found = /^([0-9.]+)([A-Za-z]*)$/.exec(text);
  const factor = factors[found?.[2] ?? 'unknown'];
  if (!found || factor === undefined) throw new Error(`not a Kubernetes quantity: ${text}`);
  return Number(found[1]) * factor;
}

export function formatCores(cores: number): string {
  return `${Math.round(cores * 1000)}m`;
}

export function formatMebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)}Mi`;
}
