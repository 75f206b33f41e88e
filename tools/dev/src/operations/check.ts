import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { addresses } from '../cluster/addresses.ts';
import { ensureDemoAccount } from '../cluster/demo-account.ts';
import { namespace } from '../cluster/kubectl.ts';
import { must, run } from '../run.ts';
import { askMeanwhile } from './ask-meanwhile.ts';
import { showParallelQueries } from './parallel-queries.ts';
import { ask, Person } from './person.ts';

export const again = 'npx nx run dev:check-operations';
const commandOf = (name: string): string => join(import.meta.dirname, `../commands/${name}.ts`);
const command = (name: string, ...args: readonly string[]): Promise<string> =>
  must('node', [commandOf(name), ...args], { code: 'OPERATIONS_FAILED', fix: again });

const isReady = (url: string) => async (): Promise<void> => {
  const answer = await ask(`${url}/ready`);
  assert.equal(answer.status, 200, await answer.text());
};

/** All usual secrets turn while people and programs go on; whoever was signed in stays so. */
async function showRotation(person: Person): Promise<string> {
  const { asked, failures } = await askMeanwhile(
    [person.bySession, person.byToken, isReady(addresses.chatbot)],
    () => command('rotate-secrets'),
  );
  assert.deepEqual(failures, []);
  await person.bySession();
  await person.byToken();
  await ensureDemoAccount(addresses.web);
  return `rotated, ${asked} requests meanwhile and none failed; session, token and demo account work`;
}

/** A backup replaces newer data with --replace alone. */
async function showRestore(person: Person): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'taskora-operations-'));
  const file = `--file=${join(folder, 'before.dump')}`;
  try {
    await person.addTask('before the backup');
    await command('backup', file);
    await person.addTask('after the backup');
    const refused = await run('node', [commandOf('restore'), file]);
    assert.match(refused.stderr, /RESTORE_NOT_EMPTY.*--replace/);
    assert.equal(refused.exitCode, 1);
    assert.deepEqual((await person.bySession()).toSorted(), [
      'after the backup',
      'before the backup',
    ]);
    await command('restore', file, '--replace');
    assert.deepEqual(await person.bySession(), ['before the backup']);
    assert.deepEqual(await person.byToken(), ['before the backup']);
    return 'a restore was refused over newer data, and replaced them with --replace';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whoever forgot the password gets in by a link, and nobody with what was valid before. */
async function showReset(person: Person): Promise<string> {
  const said = await command('reset-password', `--email=${person.email}`);
  const [link = ''] = /^http\S+/m.exec(said) ?? [];
  assert.equal(await person.signIn(), 200, 'the present password opens until another is chosen');
  const chosen = 'a password that was chosen by a link';
  await person.choosePassword(link, chosen);
  assert.equal(await person.signIn(), 401);
  assert.equal(await person.signIn(chosen), 200);
  await assert.rejects(person.bySession(), /401/);
  await assert.rejects(person.byToken(), /401/);
  await assert.rejects(person.choosePassword(link, 'once more by the same link'));
  return 'a password was reset by a link that works once, and nothing of before opens the account';
}

const shows = {
  queries: () => showParallelQueries(namespace),
  restore: showRestore,
  reset: showReset,
  rotation: showRotation,
} satisfies Readonly<Record<string, (person: Person) => Promise<string>>>;
export type Operation = keyof typeof shows;
export const operations = Object.keys(shows) as readonly Operation[];

/** What operators do to a running product, on the cluster's own; its data stay as they were. */
export async function checkOperations(wanted: readonly Operation[]): Promise<number> {
  for (const name of wanted) {
    const began = Date.now();
    const person = new Person(addresses.web);
    await person.signUp();
    const shown = await shows[name](person);
    console.log(`${name}, ${((Date.now() - began) / 1000).toFixed(1)} s: ${shown}`);
  }
  return 0;
}

export function operationOf(name: string): Operation {
  const found = operations.find((each) => each === name);
  if (found !== undefined) return found;
  const fix = `${again} --only=${operations.join(',')}`;
  throw new UserError('USAGE', `${name} is none of ${operations.join(', ')}`, fix);
}
