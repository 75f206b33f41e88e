import { setTimeout as wait } from 'node:timers/promises';
import { summary } from './answers.ts';
import { awayMeasures, lastFailureAfter } from './away.ts';
import { createClient, type Answer } from './client.ts';
import { makePeople, type Person } from './people.ts';
import { spentOn } from './processor.ts';
import { forSeconds, read } from './readers.ts';
import { restartsBetween } from './restarts.ts';
import type { Measure, Row } from './rows.ts';
import { sprayMeasures } from './spray.ts';
import type { Stage } from './stage.ts';
import { runUsers } from './users.ts';

export interface Setting {
  readonly stage: Stage;
  /** How long each load lasts. */
  readonly seconds: number;
  say(line: string): void;
}

const tasksPath = '/api/v1/tasks?status=open&limit=50';
const readerPauseMilliseconds = 100;

async function onePerson({ sql, authSecret }: Stage): Promise<Person> {
  const [person] = await makePeople(1, sql, authSecret);
  if (person === undefined) throw new Error('nobody was made');
  return person;
}

interface Crowd {
  readonly name: string;
  readonly users: number;
  readonly thinkSeconds: number;
  readonly p95: number;
  readonly perSecond?: number;
  /** Whether to measure what a request adds to what web uses at rest. */
  readonly isCosted?: boolean;
}

/** The kubelet counts every ten to fifteen seconds, so what is over has been counted by then. */
const countedMilliseconds = 20_000;
/** Long enough for several counts and twenty probes of each pod. */
const restMilliseconds = 60_000;

/** What web spends on requests beside what it uses at rest, which is measured just before. */
async function costOf(stage: Stage, ask: () => Promise<Answer[]>) {
  await wait(countedMilliseconds);
  const restBegan = await stage.webProcessor();
  await wait(restMilliseconds);
  const loadBegan = await stage.webProcessor();
  const answers = await ask();
  await wait(countedMilliseconds);
  return { answers, spent: spentOn(restBegan, loadBegan, await stage.webProcessor()) };
}

const crowdOf =
  (crowd: Crowd) =>
  async ({ stage, seconds }: Setting): Promise<Row> => {
    const { webUrl, sql, authSecret } = stage;
    const people = await makePeople(crowd.users, sql, authSecret);
    let lasted = Number.NaN;
    const ask = async () => {
      const startedAt = Date.now();
      const answers = await runUsers({ webUrl, people, thinkSeconds: crowd.thinkSeconds, seconds });
      lasted = (Date.now() - startedAt) / 1000;
      return answers;
    };
    const cost = crowd.isCosted === true ? await costOf(stage, ask) : undefined;
    const found = summary(cost?.answers ?? (await ask()));
    const perSecond = found.requests / lasted;
    const measures: Measure[] = [
      { what: 'failed', figure: found.failed, unit: 'requests', atMost: 0 },
      { what: 'p95', figure: found.p95, unit: 'ms', atMost: crowd.p95 },
    ];
    if (crowd.perSecond !== undefined) {
      const rate = { what: 'rate', figure: perSecond, unit: 'requests/s' } as const;
      measures.push({ ...rate, atLeast: crowd.perSecond });
    }
    if (cost !== undefined) {
      const figure = cost.spent.added / found.requests;
      measures.push({
        what: 'processor time that web adds to a request',
        figure,
        unit: 'ms',
        atMost: 1,
      });
    }
    return {
      name: crowd.name,
      title: `${crowd.users} users, ${crowd.thinkSeconds} s think time`,
      measures,
      raw: { ...found, perSecond, webProcessor: cost?.spent },
    };
  };

/** Ten wrong sign-ins a second, each for an account that nobody has, whether or not the last is answered. */
async function spray(webUrl: string, seconds: number): Promise<Answer[]> {
  const pending: Promise<Answer>[] = [];
  const client = () => createClient(webUrl);
  for (let index = 0; index < seconds * 10; index += 1) {
    const one = client();
    const json = { email: `nobody-${index}-${Date.now()}@example.org`, password: 'a wrong guess' };
    const asked = one.ask({ method: 'POST', path: '/api/auth/sign-in/email', json });
    pending.push(asked.finally(() => one.close()));
    await wait(100);
  }
  return Promise.all(pending);
}

async function signInSpray({ stage }: Setting): Promise<Row> {
  const { webUrl } = stage;
  const { cookie } = await onePerson(stage);
  const reading = { webUrl, cookie, path: tasksPath, pauseMilliseconds: readerPauseMilliseconds };
  const seconds = 25;
  // A first read signs a token and opens a connection, which is no rest.
  await read({ ...reading, more: forSeconds(2) });
  const rest = summary(await read({ ...reading, more: forSeconds(seconds) }));
  const [answers, sprayed] = await Promise.all([
    read({ ...reading, more: forSeconds(seconds) }),
    spray(webUrl, seconds),
  ]);
  const reader = summary(answers);
  return {
    name: 'spray',
    title: '10 wrong sign-ins a second from one address',
    measures: sprayMeasures(rest, reader, sprayed),
    raw: { rest, reader, sprayed: summary(sprayed) },
  };
}

async function databaseKilled({ stage }: Setting): Promise<Row> {
  const { webUrl, sql, authSecret } = stage;
  const people = await makePeople(5, sql, authSecret);
  let isOver = false;
  const readers = people.map(({ cookie }) =>
    read({
      webUrl,
      cookie,
      path: tasksPath,
      pauseMilliseconds: readerPauseMilliseconds,
      more: () => !isOver,
    }),
  );
  await wait(5_000);
  const restartsBefore = await stage.restarts();
  const killedAt = Date.now();
  await stage.killDatabase();
  const backAt = Date.now();
  await wait(10_000);
  isOver = true;
  const answers = (await Promise.all(readers)).flat();
  const restarts = restartsBetween(restartsBefore, await stage.restarts());
  const during = answers.filter(({ answeredAt }) => answeredAt >= killedAt);
  return {
    name: 'killed',
    title: 'database killed and back',
    measures: [
      {
        what: 'last failed answer after its return',
        figure: lastFailureAfter(backAt, answers),
        unit: 'ms',
        atMost: 2_000,
      },
      { what: 'containers restarted', figure: restarts, unit: 'restarts', atLeast: 1 },
      { what: 'longest wait', figure: summary(during).longest, unit: 'ms', atMost: 3_000 },
    ],
    raw: { awayMilliseconds: backAt - killedAt, ...summary(during) },
  };
}

async function databaseAway({ stage }: Setting): Promise<Row> {
  const { webUrl } = stage;
  const { cookie } = await onePerson(stage);
  let isOver = false;
  const more = () => !isOver;
  const reading = { webUrl, cookie, pauseMilliseconds: 500, more };
  const readers = Promise.all([
    read({ ...reading, path: tasksPath }),
    read({ ...reading, path: '/tasks' }),
  ]);
  const endpoints: number[] = [];
  await stage.stopDatabase();
  try {
    const isAway = forSeconds(60);
    while (isAway()) {
      endpoints.push(await stage.webEndpoints());
      await wait(2_000);
    }
  } finally {
    await stage.startDatabase();
  }
  const backAt = Date.now();
  await wait(10_000);
  isOver = true;
  const [api, pages] = await readers;
  return {
    name: 'away',
    title: 'database away for 60 s, with a valid session',
    measures: awayMeasures({ api, pages, endpoints, backAt }),
    raw: { api: summary(api), pages: summary(pages), endpoints },
  };
}

/** The rows of the table, in the order in which they are measured. */
export const rows = {
  'users-1000': crowdOf({ name: 'users-1000', users: 1_000, thinkSeconds: 10, p95: 500 }),
  'users-100': crowdOf({
    name: 'users-100',
    users: 100,
    thinkSeconds: 1,
    p95: 200,
    perSecond: 90,
    isCosted: true,
  }),
  spray: signInSpray,
  killed: databaseKilled,
  away: databaseAway,
} as const;

export type RowName = keyof typeof rows;
export const rowNames = Object.keys(rows) as RowName[];
