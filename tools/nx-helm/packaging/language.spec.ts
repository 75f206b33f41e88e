import { join } from 'node:path';
import { checkLanguage } from '../../rooms/language.ts';

describe('the language of the sources', () => {
  it('has no word in a name or a comment that only this project understands', () => {
    const { files, findings } = checkLanguage(join(import.meta.dirname, '../src'), {
      // POSIX calls the text after an operator a word.
      allowed: ['inference/container-source.ts: word'],
    });
    expect(files.length).toBeGreaterThan(200);
    expect(findings).toEqual([]);
  });
});
