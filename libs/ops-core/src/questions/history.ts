import type { Cluster } from '../cluster/namespace.ts';
import { readTraces, releasesAsked } from './traces.ts';

export interface HistoryQuestion {
  readonly release?: string | undefined;
  /** Of each release. */
  readonly limit: number;
}

/** Why each revision was rolled out, by whom, and how it ended; the newest last. */
export async function readHistory(cluster: Cluster, { release, limit }: HistoryQuestion) {
  const traces = await readTraces(cluster);
  const asked = releasesAsked(release, traces, cluster.namespace);
  return {
    namespace: cluster.namespace,
    releases: asked.map((name) => {
      const records = traces.histories.find((one) => one.release === name)?.records ?? [];
      const revisions = traces.revisions?.filter((one) => one.release === name).slice(-limit);
      return {
        release: name,
        records: records.slice(-limit),
        ...(revisions === undefined ? {} : { revisions }),
      };
    }),
    notRead: traces.notRead,
  };
}
