import { checkLanguage } from '../../rooms/language.ts';

describe('the language of the sources', () => {
  it('has no word in a name or a comment that only this project understands', () => {
    const { files, findings } = checkLanguage(__dirname);
    expect(files.length).toBeGreaterThan(15);
    expect(findings).toEqual([]);
  });
});
