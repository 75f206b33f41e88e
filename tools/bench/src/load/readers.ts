import { setTimeout as wait } from 'node:timers/promises';
import { refuseIfInterrupted } from '../interruption.ts';
import { createClient, type Answer } from './client.ts';

/** An answer with the moments between which somebody waited for it. */
export interface TimedAnswer extends Answer {
  readonly askedAt: number;
  readonly answeredAt: number;
}

export interface Reading {
  readonly webUrl: string;
  readonly cookie?: string;
  readonly path: string;
  readonly pauseMilliseconds: number;
  /** Whether to go on. */
  more(): boolean;
}

/** One person who reads the same address again and again. */
export async function read(reading: Reading): Promise<TimedAnswer[]> {
  const answers: TimedAnswer[] = [];
  const client = createClient(reading.webUrl, reading.cookie);
  try {
    while (reading.more()) {
      refuseIfInterrupted();
      const askedAt = Date.now();
      const answer = await client.ask({ path: reading.path });
      answers.push({ ...answer, askedAt, answeredAt: Date.now() });
      await wait(reading.pauseMilliseconds);
    }
  } finally {
    client.close();
  }
  return answers;
}

export const forSeconds = (seconds: number): (() => boolean) => {
  const until = Date.now() + seconds * 1000;
  return () => Date.now() < until;
};
