import { checkLanguage } from '../../rooms/language.ts';

describe('the language of the set-up', () => {
  it('has no word in a name or a comment that only this project understands', () => {
    const { files, findings } = checkLanguage(import.meta.dirname);
    expect(files.length).toBeGreaterThan(15);
    expect(findings).toEqual([]);
  });
});
