import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';
import { withMarkedPart } from '../marked-part.ts';
import { must } from '../run.ts';
import { withBaseline } from './baseline.ts';
import { projectPicture, roomPicture, type Arrows } from './pictures.ts';
import { figuresOf, tableOf } from './table.ts';

const document = 'docs/ARCHITECTURE.md';

/** Puts the pictures and the measured table of the document there anew, the table last. */
export async function writeArchitecture(): Promise<void> {
  replace('projects', projectPicture(await projectGraph()));
  replace('rooms', roomPicture(await roomsOf('tools/nx-helm')));
  replace('front-end', roomPicture(await roomsOf('libs/front-end')));
  replace('set-up', roomPicture(await roomsOf('tools/minikube')));
  const before = await withBaseline(figuresOf);
  replace('measured', tableOf(before, figuresOf(workspaceRoot)));
  await must('prettier', ['--write', '--log-level=warn', document], {
    code: 'DOCUMENT_NOT_FORMATTED',
    fix: `npx prettier --write ${document}`,
  });
}

/** Puts a text between the markers `<!-- NAME:begin -->` and `<!-- NAME:end -->`. */
function replace(name: string, text: string): void {
  const path = join(workspaceRoot, document);
  const marks = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`] as const;
  const part = { file: document, marks };
  writeFileSync(path, withMarkedPart(readFileSync(path, 'utf8'), part, `\n\n${text}\n\n`));
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
