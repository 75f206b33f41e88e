import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const source = join(import.meta.dirname, '..');
const tables = ['account', 'invitation', 'jwks', 'rateLimit', 'session', 'user', 'verification'];
/** A table as a statement names it, with what stands before it. */
const named = new RegExp(
  `\\b(?:from|into|update|join)\\s+((?:auth\\.)?"?(?:${tables.join('|')})"?)(?=[\\s'\`)])`,
  'g',
);

describe('statements (A2)', () => {
  it('name the schema of each table, because a pooler keeps no search path', () => {
    const files = globSync('**/*.ts', { cwd: source, exclude: ['**/*.spec.ts', 'testing/**'] });
    const all = files.flatMap((file) =>
      [...readFileSync(join(source, file), 'utf8').matchAll(named)].map(
        ([, table = '']) => `${file}: ${table}`,
      ),
    );
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter((place) => !place.includes(': auth.'))).toEqual([]);
  });
});
