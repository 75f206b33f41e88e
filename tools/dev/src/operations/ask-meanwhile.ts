import { messageOf } from '@taskora/base/errors';

/** Asks all the time until the work is done, and gives how often and what failed. */
export async function askMeanwhile(
  questions: readonly (() => Promise<unknown>)[],
  work: () => Promise<unknown>,
): Promise<{ readonly asked: number; readonly failures: readonly string[] }> {
  const end = new AbortController();
  const failures: string[] = [];
  let asked = 0;
  const keepAsking = async (ask: () => Promise<unknown>): Promise<void> => {
    while (!end.signal.aborted) {
      asked += 1;
      await ask().catch((error: unknown) => failures.push(messageOf(error)));
    }
  };
  const asking = questions.map(keepAsking);
  try {
    await work();
  } finally {
    end.abort();
    await Promise.all(asking);
  }
  return { asked, failures };
}
