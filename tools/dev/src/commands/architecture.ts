import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { run } from '../run.ts';
import { runMain } from '@taskora/base/run-main';
import { mermaid, withPart } from '../architecture/document.ts';
import { measuresOf, processStarts, reachedFrom } from '../architecture/measures.ts';
import { parseGraph, projectPicture } from '../architecture/project-picture.ts';
import type { Rooms } from '../architecture/room-picture.ts';
import { roomPicture } from '../architecture/room-picture.ts';

const file = join(workspaceRoot, 'docs', 'ARCHITECTURE.md');

/** `dev:architecture` draws the pictures of docs/ARCHITECTURE.md anew and prints its measures. */
await runMain(async () => {
  const plugin = join(workspaceRoot, 'tools', 'nx-helm');
  const pictures = {
    projects: mermaid(projectPicture(parseGraph(await projectGraph()))),
    rooms: mermaid(roomPicture(await roomsOf(plugin))),
    'front-end': mermaid(roomPicture(await roomsOf(join(workspaceRoot, 'libs', 'front-end')))),
  };
  let document = readFileSync(file, 'utf8');
  for (const [name, picture] of Object.entries(pictures)) {
    document = withPart(document, name, picture);
  }
  writeFileSync(file, document);
  printMeasures(plugin);
  return 0;
});

async function roomsOf(folder: string): Promise<Rooms> {
  const rules = (await import(join(folder, '.dependency-cruiser.mjs'))) as {
    readonly rooms: Rooms;
  };
  return rules.rooms;
}

async function projectGraph(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-graph-'));
  try {
    const output = join(folder, 'graph.json');
    await run('nx', ['graph', `--file=${output}`], { environment: { NX_DAEMON: 'false' } });
    return readFileSync(output, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printMeasures(plugin: string): void {
  const { files, folders, lines, medianLines } = measuresOf(join(plugin, 'src'));
  const deploy = reachedFrom(join(plugin, 'src', 'executors', 'rollout', 'executor.ts'));
  const tools = ['nx-helm', 'minikube', 'dev'].map((name) =>
    join(workspaceRoot, 'tools', name, 'src'),
  );
  const all = ['apps', 'libs', 'infra', 'tools'].map((name) => join(workspaceRoot, name));
  console.log(`nx-helm: ${files} files in ${folders} folders, median ${medianLines} lines`);
  console.log(`nx-helm: ${lines} lines, and a deploy reaches ${deploy.length} files`);
  console.log(`tools: ${processStarts(tools).length} files start a process by themselves`);
  const total = all.reduce((sum, folder) => sum + measuresOf(folder).lines, 0);
  console.log(`workspace: ${total} lines of TypeScript without tests`);
}
