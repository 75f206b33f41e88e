import { join } from 'node:path';
import { checkLanguage } from '../../rooms/language.ts';

describe('the language of the sources', () => {
  it('has no word in a name or a comment that only this project understands', () => {
    const { files, findings } = checkLanguage(join(__dirname, '..'), {
      patterns: ['{src,preflight}/**/*.{ts,mjs}', 'host/*', '*.txt', '*.md'],
      // The field of that name in files that version 0.2 wrote.
      allowed: ['src/base/marker.ts: way', 'src/base/marker.spec.ts: way'],
    });
    expect(files.length).toBeGreaterThan(100);
    expect(findings).toEqual([]);
  });
});
