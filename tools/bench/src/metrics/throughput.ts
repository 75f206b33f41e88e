import { UserError } from '@taskora/base/errors';
import type { Stack } from '@taskora/dev/stack';
import { isSuccess } from '../load/answers.ts';
import { createClient, type Ask } from '../load/client.ts';
import type { Run } from './cost.ts';
import { processorOf } from './processor.ts';

const PEOPLE = 8;
const TASKS = 20;
const list: Ask = { path: '/api/v1/tasks?status=open&limit=50' };

export interface Reader {
  /** Requests that follow each other, in each of some browsers. */
  read(seconds: number): Promise<Run>;
  close(): void;
}

/** Somebody with tasks, who reads them through web, so that a request passes both services. */
export async function signUpReader({
  webUrl,
  processIds,
}: Pick<Stack, 'webUrl' | 'processIds'>): Promise<Reader> {
  const visitor = createClient(webUrl);
  const json = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' };
  const made = await visitor.ask({ method: 'POST', path: '/api/auth/sign-up/email', json });
  visitor.close();
  const cookie = made.headers['set-cookie']?.map((each) => each.split(';', 1)[0]).join('; ');
  if (cookie === undefined) {
    throw new UserError(
      'BENCH_NO_ACCOUNT',
      `the sign-up was answered ${made.result}`,
      'less dist/local-stack/web.log',
    );
  }
  const clients = Array.from({ length: PEOPLE }, () => createClient(webUrl, cookie));
  const [first] = clients;
  for (let index = 0; index < TASKS; index += 1) {
    await first?.ask({ method: 'POST', path: '/api/v1/tasks', json: { title: `task ${index}` } });
  }
  return {
    async read(seconds) {
      const usedBefore = processorOf(processIds);
      const startedAt = performance.now();
      const until = startedAt + seconds * 1000;
      let answered = 0;
      await Promise.all(
        clients.map(async (client) => {
          while (performance.now() < until) {
            const answer = await client.ask(list);
            if (!isSuccess(answer)) {
              throw new UserError(
                'BENCH_REQUEST_FAILED',
                `a list was answered ${answer.result}`,
                'less dist/local-stack/api.log',
              );
            }
            answered += 1;
          }
        }),
      );
      const perSecond = (answered * 1000) / (performance.now() - startedAt);
      return { perSecond, milliseconds: (processorOf(processIds) - usedBefore) / answered };
    },
    close: () => {
      for (const client of clients) client.close();
    },
  };
}
