import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { childEnvironment, workspaceRoot } from '../environment.ts';
import { interruptionCodes, tasksExitCode } from '../run.ts';
import type { ProcessEntry } from '@taskora/base/processes';
import { descendantsOf, endAll } from './end-descendants.ts';
import { readEvents } from './task-events.ts';
import type { Failure, TaskStates } from './task-states.ts';

export interface TasksRun {
  readonly exitCode: number;
  /** What a person or the system ended the run with, if that is why it ended. */
  readonly interruption: NodeJS.Signals | undefined;
  readonly states: TaskStates;
  /** The last lines of all output, also of what Nx itself says when it begins no task at all. */
  readonly lastWords: string;
}

export interface Observer {
  /** A task has ended that was really done. */
  onDone(task: string, seconds: number): void;
  /** A line of what the tasks say, as Nx shows it: with the project in front. */
  onLine(line: string): void;
}

const program = join(import.meta.dirname, 'observed-nx.mjs');
/** How long tasks have to tidy up after a failure. */
const graceMilliseconds = 4000;
const lookMilliseconds = 250;
const secondsNow = (): number => performance.now() / 1000;

/**
 * Runs tasks of the workspace until the first one fails, which ends all others at once: nobody waits for
 * work that no longer leads anywhere. All output goes to the log. Nx 23.2.1 ends with the code of an
 * interruption when a failure leaves tasks undone, so only what really came from outside counts as one.
 */
export async function runTasks(
  args: readonly string[],
  {
    log,
    states,
    observer,
    environment = {},
    directory = workspaceRoot,
  }: {
    readonly log: string;
    readonly states: TaskStates;
    readonly observer: Observer;
    readonly environment?: Record<string, string>;
    /** The workspace whose tasks they are. */
    readonly directory?: string;
  },
): Promise<TasksRun> {
  // Not by the runner: Nx says its events on a fourth stream.
  const child = spawn(process.execPath, [program, ...args, '--nx-bail', '--output-style=stream'], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: childEnvironment({ ...environment, NX_TUI: 'false' }),
  });
  const file = createWriteStream(log, { flags: 'a' });
  const words = new Words();
  for (const output of [child.stdout, child.stderr]) {
    if (output === null) continue;
    output.pipe(file, { end: false });
    createInterface({ input: output }).on('line', (line) => {
      const plain = stripVTControlCharacters(line);
      words.take(plain);
      observer.onLine(plain);
    });
  }
  const survivors = new Survivors(child.pid ?? 0);
  readEvents(child.stdio[3] as Readable, (event) => {
    const done = states.take(event, secondsNow());
    if (done !== undefined) observer.onDone(done.task, done.seconds);
    if (states.failure !== undefined) survivors.watch();
  });
  const { code, interruption } = await ending(child);
  survivors.end();
  file.end();
  if (states.failure !== undefined) states.failure = words.of(states.failure);
  const result = { exitCode: code, stdout: '', stderr: '', ...(interruption && { interruption }) };
  return { exitCode: tasksExitCode(result), interruption, states, lastWords: words.last };
}

/** Nx puts the project in front of each line that one of its tasks says. */
const ofProject = /^([^\s:]+): (.*)$/;
const keptLines = 200;

function keep(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > keptLines) lines.shift();
}

const plainLine = (line: string): string => stripVTControlCharacters(line).trimEnd();

/**
 * The last lines of each project. What Nx tells of a task that has failed lacks what it wrote to its
 * pipes, and its lines may come after the news of its end. Of one that ran in a batch it is all there
 * is: Nx puts no project in front of those lines, so what stands here is of other tasks of the project.
 */
class Words {
  readonly #lines = new Map<string, string[]>();
  readonly #all: string[] = [];

  get last(): string {
    return this.#all.join('\n');
  }

  take(line: string): void {
    keep(this.#all, line);
    const [, project, words] = ofProject.exec(line) ?? [];
    if (project === undefined || words === undefined) return;
    const lines = this.#lines.get(project) ?? [];
    this.#lines.set(project, lines);
    keep(lines, words);
  }

  of(failure: Failure): Failure {
    const [project = ''] = failure.task.split(':');
    const lines = this.#lines.get(project) ?? [];
    const known = new Set([...lines, ...lines.map((line) => `${project}: ${line}`)]);
    const told = failure.output.split('\n').map(plainLine);
    const others = told.filter((line) => !known.has(line));
    return { ...failure, output: [...lines, ...others].join('\n') };
  }
}

/**
 * What does not heed being asked to end after a failure: Nx ends before such a task does. It is looked
 * for below Nx alone, since a cluster that a task has started stands beside it and stays.
 */
class Survivors {
  readonly #nx: number;
  readonly #found = new Map<number, ProcessEntry>();
  #looking: NodeJS.Timeout | undefined;
  #limit: NodeJS.Timeout | undefined;

  constructor(nx: number) {
    this.#nx = nx;
  }

  /** From the failure on. */
  watch(): void {
    if (this.#looking !== undefined) return;
    this.#look();
    this.#looking = setInterval(() => this.#look(), lookMilliseconds);
    this.#limit = setTimeout(() => endAll(this.#found.values()), graceMilliseconds);
  }

  #look(): void {
    for (const entry of descendantsOf(this.#nx)) this.#found.set(entry.pid, entry);
  }

  /** When Nx has ended. */
  end(): void {
    clearInterval(this.#looking);
    clearTimeout(this.#limit);
    endAll(this.#found.values());
  }
}

/** Ctrl-C reaches Nx by itself, the other signals do not; this process stays until Nx has tidied up. */
function ending(
  child: ChildProcess,
): Promise<{ code: number; interruption: NodeJS.Signals | undefined }> {
  return new Promise((resolve, reject) => {
    let interruption: NodeJS.Signals | undefined;
    const note = (signal: NodeJS.Signals): void => {
      interruption ??= signal;
      if (signal !== 'SIGINT') child.kill(signal);
    };
    const signals = Object.keys(interruptionCodes) as NodeJS.Signals[];
    for (const signal of signals) process.on(signal, note);
    const stop = (): void => {
      for (const signal of signals) process.off(signal, note);
    };
    child.once('error', (error) => {
      stop();
      reject(error);
    });
    child.once('close', (code) => {
      stop();
      resolve({ code: code ?? 1, interruption });
    });
  });
}
