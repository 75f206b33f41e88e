import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { workspaceRoot } from '../../environment.ts';
import { must } from '../../run.ts';

const targetSchema = z.looseObject({
  executor: z.string().optional(),
  options: z.record(z.string(), z.unknown()).default({}),
  configurations: z.record(z.string(), z.unknown()).default({}),
  dependsOn: z
    .array(
      z.union([
        z.string(),
        z.looseObject({
          target: z.string(),
          projects: z.union([z.string(), z.array(z.string())]).optional(),
        }),
      ]),
    )
    .default([]),
});

export type Target = z.infer<typeof targetSchema>;

const graphSchema = z.object({
  graph: z.object({
    nodes: z.record(
      z.string(),
      z.looseObject({
        data: z.looseObject({ targets: z.record(z.string(), targetSchema).default({}) }),
      }),
    ),
  }),
});

export type Projects = ReadonlyMap<string, Readonly<Record<string, Target>>>;

/** All projects with their targets, as Nx sees them. */
export async function readProjects(): Promise<Projects> {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-graph-'));
  try {
    const file = join(folder, 'graph.json');
    await must(join(workspaceRoot, 'node_modules/.bin/nx'), ['graph', '--file', file], {
      code: 'GRAPH_UNREADABLE',
      fix: 'npx nx show projects',
    });
    const { graph } = graphSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(Object.entries(graph.nodes).map(([name, { data }]) => [name, data.targets]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A target that only stands for others is as good as these. */
export function targetsBehind(
  projects: Projects,
  name: string,
): readonly { readonly name: string; readonly target: Target }[] {
  const [project = '', target = ''] = name.split(':');
  const found = projects.get(project)?.[target];
  if (found === undefined) return [];
  if (found.executor !== 'nx:noop') return [{ name, target: found }];
  return found.dependsOn.flatMap((each) => {
    if (typeof each === 'string') return [];
    const named = [each.projects ?? project].flat();
    const all = [...projects.keys()].filter((one) => one !== project);
    const others = named.some((one) => /[*:]/.test(one)) ? all : named;
    return others.flatMap((one) => targetsBehind(projects, `${one}:${each.target}`));
  });
}
