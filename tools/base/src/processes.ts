import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A running process, as the kernel lists it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly start: string;
}

/** Reads /proc; processes that end meanwhile are left out, and all where there is no such folder. */
export function readProcessTable(folder = '/proc'): Map<number, ProcessEntry> {
  if (!existsSync(folder)) return new Map();
  const numbers = readdirSync(folder).filter((name) => /^\d+$/.test(name));
  const entries = numbers.flatMap((name) => readEntry(folder, Number(name)) ?? []);
  return new Map(entries.map((entry) => [entry.pid, entry]));
}

function readEntry(folder: string, pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(join(folder, String(pid), 'stat'), 'utf8');
    const close = stat.lastIndexOf(')');
    const fields = stat.slice(close + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const name = stat.slice(stat.indexOf('(') + 1, close);
    return { pid, parent: Number(fields[1]), name, start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

export function commandLineOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return [];
  }
}

export interface KnownProcess {
  readonly parent: number;
  readonly commandLine: readonly string[];
}

/** As its machine knows it. */
export function findProcess(pid: number): KnownProcess | undefined {
  return existsSync('/proc/self/stat') ? findInProc(pid) : findByPs(pid);
}

export function findInProc(pid: number): KnownProcess | undefined {
  const entry = readEntry('/proc', pid);
  return entry && { parent: entry.parent, commandLine: commandLineOf(pid) };
}

/** For systems without /proc; an argument with a space counts as several there. */
export function findByPs(pid: number): KnownProcess | undefined {
  try {
    const args = ['-p', String(pid), '-o', 'ppid=', '-o', 'args='];
    const shown = execFileSync('ps', args, { stdio: 'pipe' }).toString();
    const [parent, ...commandLine] = shown.trim().split(/\s+/);
    return { parent: Number(parent), commandLine };
  } catch {
    return undefined;
  }
}

export function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** The given processes and all that descend from them. */
export function withDescendants(
  roots: readonly number[],
  table: ReadonlyMap<number, ProcessEntry>,
): number[] {
  const children = new Map<number, number[]>();
  for (const { pid, parent } of table.values()) {
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = new Set<number>();
  const queue = roots.filter((pid) => table.has(pid));
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    if (found.has(pid)) continue;
    found.add(pid);
    queue.push(...(children.get(pid) ?? []));
  }
  return [...found];
}
