import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Editor } from '../edited-line.ts';
import { alternate, type Figure } from '../deployments/figures.ts';
import { waitFor } from '../wait-for.ts';
import type { EditCase } from './cases.ts';

const askTimeoutMilliseconds = 2000;
const pollMilliseconds = 20;
const patienceSeconds = 120;
/** A tool checks its pods between two edits, as between those of a person. */
const restMilliseconds = 1500;

const ask = (address: string): Promise<Response> =>
  fetch(address, { signal: AbortSignal.timeout(askTimeoutMilliseconds) });

/** Whether the application runs, not only its pod: a server that reloads outlives one that fails. */
export async function answers(address: string): Promise<boolean> {
  return await ask(address).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function shows(address: string, mark: string): Promise<boolean> {
  try {
    return (await (await ask(address)).text()).includes(mark);
  } catch {
    // The application is being started.
    await pause(pollMilliseconds);
    return false;
  }
}

/** Where a tool's files are edited, and where its pod answers. */
export interface Session {
  readonly workspace: string;
  readonly address: string;
}

/** From the saved line to the answer that has its text. */
async function timeEdit(editor: Editor, address: string, mark: string): Promise<Figure> {
  const [load = 0] = loadavg();
  const started = performance.now();
  editor.save(mark);
  await waitFor(() => shows(address, mark), patienceSeconds, `${address} did not show ${mark}`);
  const seconds = (performance.now() - started) / 1000;
  await pause(restMilliseconds);
  return { seconds, load };
}

/** Edits of each session in turn, again and again; the files are as before then. */
export async function measureEdits<Name extends string>(
  each: EditCase,
  sessions: Readonly<Record<Name, Session>>,
  rounds: number,
): Promise<Record<Name, Figure[]>> {
  const names = Object.keys(sessions) as Name[];
  const editors = new Map<Name, Editor>();
  const edit = async (name: Name, round: string): Promise<Figure> => {
    const { address, workspace } = sessions[name];
    const editor = editors.get(name) ?? new Editor(workspace, each);
    editors.set(name, editor);
    return timeEdit(editor, address, `edit-${round}-${Date.now()}`);
  };
  try {
    // What the first one waits for besides, such as a first compilation, is no edit's.
    for (const name of names) await edit(name, 'first');
    const entries = names.map((name) => [name, (round: number) => edit(name, String(round))]);
    const candidates = Object.fromEntries(entries) as Record<
      Name,
      (round: number) => Promise<Figure>
    >;
    return await alternate(rounds, candidates, (line) =>
      console.log(`${each.release}: ${line.trim()}`),
    );
  } finally {
    for (const editor of editors.values()) editor.restore();
  }
}
