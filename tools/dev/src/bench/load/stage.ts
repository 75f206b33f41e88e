import type { RunSql } from './people.ts';

/** What the bench needs of the place where the product runs. */
export interface Stage {
  /** Web's address on loopback. */
  readonly webUrl: string;
  /** Signs sessions. */
  readonly authSecret: string;
  readonly sql: RunSql;
  /** Processor time that all pods of web have used so far, in milliseconds. */
  webProcessorMilliseconds(): Promise<number>;
  /** How many pods of web get requests. */
  webEndpoints(): Promise<number>;
  /** Ends the database as a crash does, and returns when it takes questions again. */
  killDatabase(): Promise<void>;
  stopDatabase(): Promise<void>;
  /** Returns when the database takes questions again. */
  startDatabase(): Promise<void>;
  restarts(): Promise<number>;
}
