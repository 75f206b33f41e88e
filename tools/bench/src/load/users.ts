import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { refuseIfInterrupted } from '../interruption.ts';
import { isSuccess } from './answers.ts';
import { createClient, type Answer, type Ask, type Client } from './client.ts';
import type { Person } from './people.ts';

export interface Load {
  readonly webUrl: string;
  readonly people: readonly Person[];
  readonly thinkSeconds: number;
  readonly seconds: number;
}

const taskSchema = z.object({ id: z.string() });

/** One person's requests: of ten, eight read the list, one changes a task and one adds one (P2). */
function* requests(tasks: readonly string[]): Generator<Ask, never> {
  const list: Ask = { path: '/api/v1/tasks?status=open&limit=50' };
  const change = (ask: Ask): Ask => ({ ...ask, headers: { 'idempotency-key': randomUUID() } });
  const add = () =>
    change({ method: 'POST', path: '/api/v1/tasks', json: { title: 'water the plants' } });
  for (;;) {
    yield add();
    for (let index = 0; index < 4; index += 1) yield list;
    const task = tasks.at(-1);
    const json = { title: `water the plants ${tasks.length}` };
    yield task === undefined
      ? list
      : change({ method: 'PATCH', path: `/api/v1/tasks/${task}`, json });
    for (let index = 0; index < 4; index += 1) yield list;
  }
}

async function use(client: Client, load: Load, until: number, answers: Answer[]): Promise<void> {
  const tasks: string[] = [];
  const next = requests(tasks);
  const think = () => load.thinkSeconds * 1000 * (0.5 + Math.random());
  // Nobody comes at the same moment as everybody else.
  await wait(Math.random() * load.thinkSeconds * 1000);
  while (Date.now() < until) {
    refuseIfInterrupted();
    const ask = next.next().value;
    const answer = await client.ask(ask);
    answers.push(answer);
    if (ask.method === 'POST' && isSuccess(answer)) {
      tasks.push(taskSchema.parse(JSON.parse(answer.body)).id);
    }
    await wait(think());
  }
}

/** A closed loop: each person waits for an answer, thinks, and asks again, until the time is over. */
export async function runUsers(load: Load): Promise<Answer[]> {
  const answers: Answer[] = [];
  const until = Date.now() + load.seconds * 1000;
  const clients = load.people.map(({ cookie }) => createClient(load.webUrl, cookie));
  try {
    await Promise.all(clients.map((client) => use(client, load, until, answers)));
  } finally {
    for (const client of clients) client.close();
  }
  return answers;
}
