import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseOptions } from '../src/inference/options.ts';
import { sourceFolder } from './build-package.ts';
import type { Property } from './entries.ts';
import { entriesOf, requiredOf, requiredMark } from './entries.ts';

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const entries = [
  ...entriesOf('executors').map((entry) => [`executor ${entry.name}`, entry] as const),
  ...entriesOf('generators').map((entry) => [`generator ${entry.name}`, entry] as const),
];
const readme = readFileSync(join(sourceFolder, 'README.md'), 'utf8');

function fits(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

describe.each(entries)('the schema of the %s', (_name, { schema, description }) => {
  const properties = Object.entries(schema.properties ?? {});

  it('describes an object, what it is for, and each option in a sentence', () => {
    expect(schema.type).toBe('object');
    expect(schema.title).toMatch(/\S/);
    // Nx prints it for --help, and "undefined" where there is none.
    expect(schema.description).toMatch(/\S/);
    expect(description).toMatch(/\.$/);
    for (const [option, property] of properties) {
      expect([option, property.description ?? '']).toEqual([
        option,
        expect.stringMatching(/^[A-Z].+[.!]$/s),
      ]);
    }
  });

  it('has types that exist, and defaults and choices that fit them', () => {
    for (const [, { type, default: fallback, enum: choices }] of properties) {
      const all = [type ?? []].flat();
      expect(all.length).toBeGreaterThan(0);
      expect(types).toEqual(expect.arrayContaining(all));
      for (const value of [...(fallback === undefined ? [] : [fallback]), ...(choices ?? [])]) {
        expect([value, all.some((one) => fits(value, one))]).toEqual([value, true]);
      }
    }
  });

  it('requires only options that it has', () => {
    const names = properties.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining([...requiredOf(schema)]));
  });

  it('says in the words of an option, for --help, whether it is required', () => {
    const marked = properties.filter(([, { description = '' }]) => requiredMark.test(description));
    expect(marked.map(([name]) => name).toSorted()).toEqual([...requiredOf(schema)].toSorted());
    for (const [name, property] of marked)
      expect([name, property.default]).toEqual([name, undefined]);
  });

  it('lets nobody refuse a bad option but Nx, or none but the executor', () => {
    const checked = properties.filter(([, { anyOf }]) => anyOf !== undefined);
    if (schema.additionalProperties === false) expect(checked).toEqual([]);
    // Nx ends a whole batch without a word for one option that does not fit.
    else expect([checked.length, schema.required]).toEqual([properties.length, undefined]);
  });
});

describe.each(entriesOf('generators'))('the generator $name', ({ schema }) => {
  it('asks a person for each option that is required', () => {
    const properties = Object.entries(schema.properties ?? {});
    const asked = properties.filter(([, property]) => property['x-prompt'] !== undefined);
    expect(asked.map(([name]) => name)).toEqual(schema.required ?? []);
  });
});

describe('the texts', () => {
  it('REFERENCE.md and README.md are what the schemas say (nx-helm:reference writes them)', () => {
    const program = join(sourceFolder, 'packaging', 'main.ts');
    const { stdout } = spawnSync(process.execPath, [program, 'reference', '--print'], {
      encoding: 'utf8',
    });
    for (const [file, text] of Object.entries(JSON.parse(stdout) as Record<string, string>)) {
      expect(readFileSync(join(sourceFolder, file), 'utf8')).toBe(text);
    }
  });

  it('README.md names each executor and generator', () => {
    for (const [, { name }] of entries) expect(readme).toContain(`\`${name}\``);
  });

  it('README.md has each option of the plugin, with its default', () => {
    const settings = Object.entries(normaliseOptions());
    for (const [option, fallback] of settings.filter(([name]) => !name.endsWith('TargetName'))) {
      const row = readme
        .split('\n')
        .find((line) => line.startsWith('|') && line.includes(`\`${option}\``));
      expect([option, row]).toEqual([
        option,
        expect.stringContaining(fallback === '' ? 'none' : `\`${fallback}\``),
      ]);
    }
    for (const [, target] of settings.filter(([name]) => name.endsWith('TargetName'))) {
      expect(readme).toContain(`\`${target}\``);
    }
  });

  it('CHANGELOG.md begins with the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(sourceFolder, 'package.json'), 'utf8')) as {
      version: string;
    };
    const changelog = readFileSync(join(sourceFolder, 'CHANGELOG.md'), 'utf8');
    expect(/^## (\S+)/m.exec(changelog)?.[1]).toBe(version);
  });

  it('examples of generators name generators and options that exist', () => {
    const generators = new Map<string, readonly string[]>(
      entriesOf('generators').map(({ name, schema }) => [name, optionsOf(schema.properties)]),
    );
    for (const { schema } of entriesOf('generators')) {
      expect(schema.examples?.length).toBeGreaterThan(0);
      for (const { command } of schema.examples ?? []) {
        const [, name = '', rest = ''] = /^nx g @taskora\/nx-helm:(\w+)(.*)$/.exec(command) ?? [];
        const used = [...rest.matchAll(/--([\w-]+)/g)].map(([, option = '']) => option);
        expect([...(generators.get(name) ?? []), 'dry-run']).toEqual(expect.arrayContaining(used));
        expect(generators.has(name)).toBe(true);
      }
    }
  });
});

function optionsOf(properties: Readonly<Record<string, Property>> = {}): string[] {
  return Object.keys(properties);
}
