import type { RunSql } from './people.ts';
import type { Counters } from './processor.ts';
import type { Restarts } from './restarts.ts';

/** What the bench needs of the place where the product runs. */
export interface Stage {
  /** Web's address on loopback. */
  readonly webUrl: string;
  /** Signs sessions. */
  readonly authSecret: string;
  readonly sql: RunSql;
  /** Processor time that the pods of web have used so far; a figure is up to fifteen seconds old. */
  webProcessor(): Promise<Counters>;
  /** How many pods of web get requests. */
  webEndpoints(): Promise<number>;
  /** Ends the database as a crash does, and returns when it takes questions again. */
  killDatabase(): Promise<void>;
  stopDatabase(): Promise<void>;
  /** Returns when the database takes questions again. */
  startDatabase(): Promise<void>;
  restarts(): Promise<Restarts>;
}
