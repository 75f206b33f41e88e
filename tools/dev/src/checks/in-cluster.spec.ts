import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '@taskora/base/errors';
import { Person } from '../operations/person.ts';
import { asFailure } from './in-cluster.ts';

const failure = { code: 'CHECK_FAILED', what: 'the check failed', fix: 'npx nx run a:check' };

async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** An address at which nobody answers any more. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe('a check of the product in the cluster (K3)', () => {
  it('says what it found with a code and the next command', async () => {
    const error = asFailure(await thrownBy(() => assert.equal(4, 5, 'too few pods')), failure);
    expect(error).toBeInstanceOf(UserError);
    const line = /^CHECK_FAILED: the check failed: too few pods\b.*\. Do: npx nx run a:check$/s;
    expect((error as UserError).message).toMatch(line);
  });

  it('says so too where nobody answers', async () => {
    const url = await closedAddress();
    const person = new Person(url);
    for (const work of [() => person.signUp(), () => person.bySession()]) {
      const { message } = asFailure(await thrownBy(work), failure) as Error;
      expect(message).toMatch(/^CHECK_FAILED: the check failed: .*ECONNREFUSED.*\. Do: npx nx/s);
    }
  });

  it('leaves a condition that has a code, and a defect with its stack', () => {
    const errors = [new UserError('A_CODE', 'it is so', 'do this'), new TypeError('no function')];
    expect(errors.map((error) => asFailure(error, failure))).toEqual(errors);
  });
});
