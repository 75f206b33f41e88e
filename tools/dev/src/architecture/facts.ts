import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { must } from '../run.ts';
import { figuresOfBaseline } from './baseline.ts';
import type { Facts } from './document.ts';
import { projectPicture, roomPicture, type Arrows } from './pictures.ts';
import { figuresOf } from './table.ts';

export async function readFacts(): Promise<Facts> {
  return {
    pictures: {
      projects: projectPicture(await projectGraph()),
      rooms: roomPicture(await roomsOf('tools/nx-helm')),
      'front-end': roomPicture(await roomsOf('libs/front-end')),
      'set-up': roomPicture(await roomsOf('tools/minikube')),
    },
    before: await figuresOfBaseline(),
    now: figuresOf(workspaceRoot),
  };
}

async function roomsOf(folder: string): Promise<Arrows> {
  const rules = join(workspaceRoot, folder, '.dependency-cruiser.mjs');
  return ((await import(rules)) as { readonly rooms: Arrows }).rooms;
}

async function projectGraph(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-graph-'));
  try {
    const output = join(folder, 'graph.json');
    await must('nx', ['graph', `--file=${output}`], {
      code: 'GRAPH_FAILED',
      fix: 'npx nx graph',
      environment: { NX_DAEMON: 'false' },
    });
    return readFileSync(output, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
