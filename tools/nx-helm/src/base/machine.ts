import { hostname } from 'node:os';
import { findProcess } from '@taskora/base/processes';
import { isAlive, processPlace } from './liveness.mjs';
import { endProcess } from './other-process.ts';

/** What a lock asks of the machine that a run is on. */
export interface Machine {
  /** For people. */
  readonly host: string;
  /** Where a process number means something. */
  readonly place: string;
  /** Of the run itself. */
  readonly processId: number;
  isAlive(processId: number): boolean;
  /** What a process was started with; nothing where there is none of this number. */
  commandLine(processId: number): readonly string[];
  /** Asks a process to end and waits; true when it is gone. */
  endProcess(processId: number, timeoutSeconds: number): Promise<boolean>;
}

export const thisMachine: Machine = {
  host: hostname(),
  place: processPlace(),
  processId: process.pid,
  isAlive,
  commandLine: (processId) => findProcess(processId)?.commandLine ?? [],
  endProcess,
};
