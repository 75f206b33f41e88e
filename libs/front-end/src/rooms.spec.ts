import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyOf, type PlantedCopy } from '../../../tools/rooms/planted-copy.ts';

let copy: PlantedCopy;
beforeEach(() => {
  copy = copyOf('libs/front-end');
});
afterEach(() => copy.remove());

describe('the rooms of the kit', () => {
  it('import only those on lower floors, without a circle of files or folders', async () => {
    await expect(copy.brokenRules()).resolves.toEqual([]);
  });

  it('are refused an arrow upwards, also of a type alone', async () => {
    copy.prepend('auth/cookies.ts', "import type { ApiProxy } from '../proxy/api-proxy.ts';");
    await expect(copy.brokenRules()).resolves.toEqual(
      expect.arrayContaining(['arrows-of-auth', 'no-circle-of-folders']),
    );
  });

  it('are refused server code in what browsers load', async () => {
    copy.prepend('browser/account-requests.ts', "import '../base/log.ts';");
    await expect(copy.brokenRules()).resolves.toEqual(['arrows-of-browser']);
  });

  it('are refused a circle of two files in one room', async () => {
    copy.prepend('auth/cookies.ts', "import type {} from './signed-cookie.ts';");
    await expect(copy.brokenRules()).resolves.toEqual(['no-circle-of-files']);
  });

  it('are refused a file that nothing imports', async () => {
    copy.write('auth/forgotten.ts', "export { cookieValue } from './cookies.ts';\n");
    await expect(copy.brokenRules()).resolves.toEqual(['no-unreachable-file']);
  });
});
