import { connect } from '../../cluster/connect.ts';
import { selectEngine } from '../../image/select-engine.ts';
import { selectLoader } from '../../image/select-loader.ts';
import type { PruneResult } from '../../release/prune.ts';
import {
  engineImages,
  imagePrefixesOf,
  lastBuilds,
  megabytes,
  pruneImages,
  pruneTable,
  readImageUses,
} from '../../release/prune.ts';
import { executor, pluginOptionsOf } from '../report.ts';

export interface PruneOptions {
  /** Else what nx.json gives the plugin. */
  readonly programsDirectory?: string;
  readonly contexts?: string;
  readonly dryRun?: boolean;
  readonly engine?: boolean;
}

/** Removes what no release, rollback target, workload or last build uses; nothing of anybody else. */
export default executor<PruneOptions>(async (options, context, project) => {
  const { root } = context;
  const { projects } = context.projectsConfigurations;
  const isDryRun = options.dryRun ?? false;
  const known = pluginOptionsOf(context);
  const { programsDirectory = known.programsDirectory, contexts = known.contexts } = options;
  const cluster = connect(root, { programsDirectory, contexts, namespace: 'default' }, project);
  const readUses = async () => [
    ...(await readImageUses(cluster.kubectl)),
    ...lastBuilds(root, projects),
  ];
  const common = { imagePrefixes: imagePrefixesOf(projects), readUses, isDryRun };
  const loader = selectLoader(root, programsDirectory, cluster.context);
  printResult(`node (${loader.name})`, await pruneImages({ ...common, loader }), isDryRun);
  if (options.engine !== true) return;
  const engine = await selectEngine(project);
  const result = await pruneImages({ ...common, loader: engineImages(engine) });
  printResult(`engine (${engine.name})`, result, isDryRun);
});

function printResult(
  place: string,
  { rows, freedBytes, isMeasured }: PruneResult,
  isDryRun: boolean,
): void {
  console.log(pruneTable(place, rows, isDryRun));
  const removed = rows.filter(({ action }) => action === 'remove').length;
  const verb = isDryRun ? 'would free' : 'freed';
  const precision = isMeasured ? '' : 'at most ';
  console.log(
    `${place}: ${rows.length - removed} kept, ${removed} ${isDryRun ? 'to remove' : 'removed'}, ${verb} ${precision}${megabytes(freedBytes)}`,
  );
}
