import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
}

const schemas = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('schema.json'),
);

describe('the namespace of an environment (C3)', () => {
  it('has schemas that are looked at', () => {
    expect(schemas.length).toBeGreaterThan(20);
  });

  it.each(schemas)('has no default in %s, which would be refused as if it were typed', (path) => {
    const text = readFileSync(join(import.meta.dirname, path), 'utf8');
    const { properties } = JSON.parse(text) as Schema;
    expect(properties['namespace']?.default).toBeUndefined();
  });
});
