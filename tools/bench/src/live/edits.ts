import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { UserError } from '@taskora/base/errors';
import { getObjects } from '@taskora/dev/kubectl';
import { edited } from '../edited-line.ts';
import { refuseIfInterrupted } from '../interruption.ts';
import { waitFor } from '../wait-for.ts';
import type { EditCase } from './cases.ts';

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        annotations: z.record(z.string(), z.string()).default({}),
        labels: z.record(z.string(), z.string()).default({}),
      }),
      status: z.object({ phase: z.string().optional(), podIP: z.string().optional() }),
    }),
  ),
});

/** The address of a pod of the session that runs; pods are reached where the node is this machine. */
export async function addressOf(
  { release, port, path }: EditCase,
  namespace: string,
): Promise<string> {
  const { items } = await getObjects(podsSchema, ['pods', '-n', namespace]);
  const pod = items.find(
    ({ metadata: { annotations, labels }, status }) =>
      labels['app.kubernetes.io/instance'] === release &&
      'nx-helm/live-port' in annotations &&
      status.phase === 'Running',
  );
  if (pod?.status.podIP !== undefined) return `http://${pod.status.podIP}:${port}${path}`;
  throw new UserError(
    'NO_SESSION',
    `no development session of ${release} runs in the namespace ${namespace}`,
    `npx nx run ${release}:live in another terminal, then run this command again`,
  );
}

const askTimeoutMilliseconds = 2000;
const pollMilliseconds = 20;
const patienceSeconds = 120;
/** The session checks its pods between two edits, as between those of a person. */
const restMilliseconds = 1500;

async function shows(address: string, mark: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(askTimeoutMilliseconds) });
    return (await answer.text()).includes(mark);
  } catch {
    // The application is being started.
    await pause(pollMilliseconds);
    return false;
  }
}

export interface EditFigure {
  readonly seconds: number;
  readonly load: number;
}

/** From the saved line to the answer that has its text, again and again; the file is as before then. */
export async function measureEdits(
  workspaceRoot: string,
  each: EditCase,
  address: string,
  rounds: number,
): Promise<EditFigure[]> {
  const file = join(workspaceRoot, each.file);
  const before = readFileSync(file, 'utf8');
  const figures: EditFigure[] = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      refuseIfInterrupted();
      const mark = `edit-${round}-${Date.now()}`;
      const [load = 0] = loadavg();
      const started = performance.now();
      writeFileSync(file, edited(before, each, mark));
      const otherwise = `${address} did not show edit ${round}`;
      await waitFor(() => shows(address, mark), patienceSeconds, otherwise);
      figures.push({ seconds: (performance.now() - started) / 1000, load });
      console.log(
        `${each.release}: edit ${round} seen after ${figures.at(-1)?.seconds.toFixed(2)} s`,
      );
      await pause(restMilliseconds);
    }
    return figures;
  } finally {
    writeFileSync(file, before);
  }
}
