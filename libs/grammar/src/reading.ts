/** What is known of a line while its parts are claimed. */
import type { Claim } from './claims.ts';
import { wants, type Context } from './context.ts';
import type { Sentence } from './sentence.ts';

/** A day as in 2026-11-28, and a time as in 09:30. */
export interface Due {
  readonly on?: string;
  readonly at?: string;
}

/** What is done again and again, as the API has it: a rule of RFC 5545. */
export interface Recurrence {
  readonly rule: string;
  readonly anchor: 'due' | 'completion';
  readonly start?: string;
}

/** The fields of a task that the claims of a line say. */
export interface Fields {
  due?: Due;
  start?: string;
  deadline?: string;
  durationMinutes?: number;
  recurrence?: Recurrence;
  priority?: string;
  project?: string;
  tags?: string[];
}

/** The claims of a line, the fields of a task that they say, and which tokens are free yet. */
export class Reading {
  readonly line: Sentence;
  readonly context: Context;
  readonly joints: ReadonlySet<string>;
  readonly free: boolean[];
  readonly isCommand: boolean;
  /** The part of the day that the claimed day names. */
  part: string | undefined;
  claims: Claim[] = [];
  fields: Fields = {};

  constructor(
    line: Sentence,
    context: Context,
    joints: ReadonlySet<string>,
    free: boolean[],
    isCommand: boolean,
  ) {
    this.line = line;
    this.context = context;
    this.joints = joints;
    this.free = free;
    this.isCommand = isCommand;
  }

  /** Keeps a claim; no other one takes its tokens. */
  add(claim: Claim): void {
    this.claims.push(claim);
    this.free.fill(false, claim.first, claim.end);
    for (let at = claim.first; at < claim.end; at += 1) this.line.claimed.add(at);
  }

  /** Whether claims of a kind are wanted. */
  wants(kind: string): boolean {
    return wants(this.context, kind);
  }
}
