import { join } from 'node:path';
import { checkLanguage } from '../../rooms/language.ts';
import { workspaceRoot } from './environment.ts';

describe('the language of the sources', () => {
  it.each([
    ['tools/dev', 100],
    ['tools/bench', 40],
    ['apps/e2e', 10],
    ['infra/charts', 30],
  ])('of %s has only terms of the field', (folder, atLeast) => {
    const patterns = ['**/*.{ts,tsx,mjs,yaml,tpl}'];
    const exclude = ['src/tasks/**'];
    const { files, findings } = checkLanguage(join(workspaceRoot, folder), { patterns, exclude });
    expect(files.length).toBeGreaterThan(atLeast);
    expect(findings).toEqual([]);
  });
});
