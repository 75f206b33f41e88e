import { readFileSync } from 'node:fs';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

it('the example of the environment has every setting that is read (A4)', () => {
  const source = read('./config.ts');
  const settings = [...source.matchAll(/\bname: '([A-Z_]+)'/g)].map(([, name]) => name);
  const example = read('../.env.example');
  const shown = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(shown.toSorted()).toEqual([...new Set(settings)].toSorted());
});
