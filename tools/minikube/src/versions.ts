export const KUBERNETES = '1.34.4';
export const KUBECONFORM = '0.7.0';
export const ACTIONLINT = '1.7.12';
export const HELM_AT_LEAST = '3.14.0';
/** kubectl speaks to servers one minor version away; older ones than this miss flags that we use. */
export const KUBECTL_AT_LEAST = '1.30.0';
export const DISK_AT_LEAST_BYTES = 20 * 1024 ** 3;
export const NODE_PORTS = { web: 30000, chatbot: 30001 } as const;
export const CLUSTER_CPUS = 4;
export const CLUSTER_MEMORY_MB = 8192;

/** The first `1.2.3`, `1.2` or `go1.2.3` in a text, as numbers. */
export function parseVersion(text: string): readonly number[] | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (match === null) return undefined;
  return match.slice(1).map((part) => Number(part ?? 0));
}

export function isAtLeast(text: string, minimum: string): boolean {
  const [have, want] = [parseVersion(text), parseVersion(minimum)];
  if (have === undefined || want === undefined) return false;
  for (const [index, wanted] of want.entries()) {
    const difference = (have[index] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
