import { join } from 'node:path';
import { checkLanguage } from '../../../../tools/rooms/language.ts';

describe('the language of images, charts and environments', () => {
  it('has no word that only this project understands', () => {
    const { files, findings } = checkLanguage(join(__dirname, '../../..'), {
      patterns: ['**/*.{ts,mjs,yaml,tpl,md,sh}', '**/Dockerfile', 'images/*/files/*'],
    });
    expect(files.length).toBeGreaterThan(60);
    expect(findings).toEqual([]);
  });
});
