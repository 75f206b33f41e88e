import type { Kubectl } from '../cluster/connect.ts';
import type { Pod } from '../cluster/pods.ts';
import { hasLabels } from '../cluster/pods.ts';

/** What the overlay of a chart writes on its pods. */
const portAnnotation = 'nx-helm/live-port';

/** A pod whose supervisor runs. */
export interface LivePod {
  readonly pod: string;
  readonly uid: string;
  readonly port: number;
}

interface AnnotatedPod extends Pod {
  readonly metadata: Pod['metadata'] & { readonly annotations?: Readonly<Record<string, string>> };
}

/**
 * The pods of the overlay that can be asked, ready or not: one whose application is broken waits for the
 * files that correct it. Undefined where the cluster does not answer, which says nothing about pods.
 */
export async function readLivePods(
  kubectl: Kubectl,
  labels: Readonly<Record<string, string>>,
): Promise<LivePod[] | undefined> {
  const { exitCode, stdout } = await kubectl.try(['get', 'pods', '--output', 'json']);
  if (exitCode !== 0) return undefined;
  const { items } = JSON.parse(stdout) as { readonly items: readonly AnnotatedPod[] };
  return items
    .filter((pod) => hasLabels(pod, labels) && isRunning(pod))
    .flatMap(({ metadata: { name, uid = name, annotations } }) => {
      const port = Number(annotations?.[portAnnotation]);
      return port > 0 ? [{ pod: name, uid, port }] : [];
    });
}

function isRunning({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    (status?.containerStatuses?.some(({ state }) => state?.running !== undefined) ?? false)
  );
}
