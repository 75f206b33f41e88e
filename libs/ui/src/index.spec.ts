import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const workspaceRoot = join(__dirname, '../../..');

function sourcesOf(app: string): string[] {
  const folder = join(workspaceRoot, 'apps', app, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}

/** What the index exports, types included. */
function publicNames(): string[] {
  const index = readFileSync(join(__dirname, 'index.ts'), 'utf8');
  return [...index.matchAll(/export \{([^}]+)\}/g)]
    .flatMap((match) => (match[1] ?? '').split(','))
    .map((name) => name.trim().replace(/^type /, ''))
    .filter(Boolean);
}

it('every public component and type is used by an app, or it would be kept for nobody', () => {
  const sources = ['web', 'chatbot'].flatMap(sourcesOf);
  const isUsed = (name: string) =>
    sources.some((source) => new RegExp(`\\b${name}\\b`).test(source));
  const names = publicNames();
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !isUsed(name))).toEqual([]);
});
