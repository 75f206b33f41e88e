import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { LANGUAGES } from './languages.ts';

interface Part {
  readonly name: string;
  readonly text: string;
  readonly gzipped: number;
}

// esbuild does not run within Jest, whose Uint8Array is another one.
const program = `
  import { bundle } from ${JSON.stringify(join(import.meta.dirname, '../programs/bundle.ts'))};
  console.log(JSON.stringify(await bundle()));
`;

describe('for browsers', () => {
  let parts: readonly Part[];
  beforeAll(() => {
    const args = ['--input-type=module', '--eval', program];
    const options = { encoding: 'utf8', maxBuffer: 1e8 } as const;
    parts = JSON.parse(execFileSync(process.execPath, args, options)) as Part[];
  });

  it('it is bundled: nothing that browsers do not have is imported', () => {
    expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['engine']));
  });

  it('each language is a part of its own, loaded when it is asked for', () => {
    const names = parts.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...LANGUAGES]));
    const engine = parts.find(({ name }) => name === 'engine');
    expect(engine?.text).toMatch(/import\("\.\/en\.js"\)/);
    expect(engine?.text).not.toContain('yesterday');
  });

  it('the engine with what all languages share takes at most 32 kB, a language at most 24 kB', () => {
    const sizes = parts.map(({ name, gzipped }) => [name, gzipped] as const);
    const most = (name: string): number =>
      (LANGUAGES as readonly string[]).includes(name) ? 24_000 : 32_000;
    expect(sizes.filter(([name, gzipped]) => gzipped > most(name))).toEqual([]);
  });
});
