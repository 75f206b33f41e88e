import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createTestFrontEnd } from './testing/front-end.ts';

const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
const withoutKey = { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: '' };
const mode = process.env['NODE_ENV'];

function runAs(name: string | undefined): void {
  Object.assign(process.env, { NODE_ENV: name });
}

afterEach(() => {
  runAs(mode);
  jest.restoreAllMocks();
});

describe('a front end without the key of its server actions', () => {
  it('does not start in production, and says what to do', async () => {
    runAs('production');
    const written: string[] = [];
    jest
      .spyOn(process.stderr, 'write')
      .mockImplementation((text) => written.push(String(text)) > 0);
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`);
    });
    const frontEnd = createTestFrontEnd(nowhere, withoutKey);
    await expect(frontEnd.instrumentation.register()).rejects.toThrow('exit 1');
    expect(written.join('')).toMatch(/NEXT_SERVER_ACTIONS_ENCRYPTION_KEY is not set\. Do: /);
  });

  it('starts for development, where no build has a key in it', () => {
    runAs('development');
    expect(createTestFrontEnd(nowhere, withoutKey).config().logLevel).toBe('info');
  });
});
