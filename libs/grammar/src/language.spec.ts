import { join } from 'node:path';

import { checkLanguage } from '../../../tools/rooms/language.ts';

it('has no word in a name or a comment that only this project understands', () => {
  const { files, findings } = checkLanguage(join(import.meta.dirname, '..'), {
    // What texts and lexicons consist of.
    allowed: ['word', 'words'],
  });
  expect(files.length).toBeGreaterThan(5);
  expect(findings).toEqual([]);
});
