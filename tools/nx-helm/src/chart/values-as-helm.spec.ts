import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { cases } from '../testing/cases.ts';
import { programsFolder } from '../testing/fixture-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';
import { anyText, fromPieces, plainText, quoted, scalar } from '../testing/yaml-texts.ts';
import { readEnvironment } from './environment-file.ts';
import { manifestPaths, writeValues } from './manifests.ts';
import { releaseValues } from './release-values.ts';

// Helm starts two or three times for each round.
jest.setTimeout(cases(120_000));

const helm = join(programsFolder(), 'helm');
const options = {
  chart: 'chart',
  namespace: 'acme',
  environment: 'test',
  environmentsDirectory: 'environments',
  programsDirectory: 'bin',
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-values-'));
  writeFiles(root, {
    'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
    'chart/templates/all.yaml': 'all: {{ omit .Values "nxHelm" | toJson | b64enc }}\n',
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
  });
  mkdirSync(join(root, 'work'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** All values as a template of the chart sees them, or undefined where Helm does not take the file. */
async function seen(file: string): Promise<string | undefined> {
  const args = ['template', 'app', join(root, 'chart'), '--values', file];
  const { exitCode, stdout } = await run(helm, args);
  const encoded = /all: (\S+)/.exec(stdout)?.[1] ?? '';
  return exitCode === 0 ? Buffer.from(encoded, 'base64').toString('utf8') : undefined;
}

async function seenByHelm(text: string): Promise<string | undefined> {
  writeFiles(root, { 'work/values.yaml': text });
  return seen(join(root, 'work/values.yaml'));
}

/** The same through what the plugin makes of the environment and of the chart's values for it. */
async function seenByPlugin(environment: string, chart = ''): Promise<string | undefined> {
  writeFiles(root, {
    'environments/test.yaml': `${environment}\nnxHelm: { kubeVersion: 1.34.4 }\n`,
    'chart/values-test.yaml': chart,
  });
  const read = readEnvironment(root, options.environmentsDirectory, 'test', 'app');
  const paths = manifestPaths(root, 'app');
  await writeValues(paths, releaseValues(root, 'app', options, read));
  return seen(paths.values);
}

/** What Helm does not take, the plugin has to refuse as well. */
function refusal(error: unknown): undefined {
  if (!(error instanceof UserError) || error.code !== 'NXHELM_VALUES_UNREADABLE') throw error;
}

const keyTwice = 'a key stands twice';

/** Keys such as 1 and 0x1, of which Helm takes the last, are refused on purpose. */
function refusedTwice(error: unknown): string | undefined {
  return /the key ".*" is a duplicate/s.test(String(error)) ? keyTwice : refusal(error);
}

describe('values reach a chart as `helm template -f` would bring them', () => {
  it('for every scalar, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(scalar, { minLength: 300, maxLength: 300 }), async (scalars) => {
        const text = scalars.map((each, index) => `k${index}: ${each}`).join('\n');
        const expected = await seenByHelm(text);
        expect(expected).toBeDefined();
        expect(await seenByPlugin('', text)).toBe(expected);
        expect(await seenByPlugin(text)).toBe(expected);
      }),
      { numRuns: cases(2) },
    );
  });

  it('for every key', async () => {
    const key = fc.oneof(plainText, anyText.map(quoted));
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(key, { minLength: 8, maxLength: 8 }), async (keys) => {
        // In mappings of their own, because two of them may be the same.
        const text = keys.map((each, index) => `k${index}: { ? ${each} : 1 }`).join('\n');
        const expected = await seenByHelm(text);
        if (expected !== undefined) compared += 1;
        expect(await seenByPlugin('', text).catch(refusal)).toBe(expected);
      }),
      { numRuns: cases(5) },
    );
    expect(compared).toBeGreaterThan(0);
  });

  it('for anchors, aliases and merges in any order, and for lists and mappings in each other', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'on', '1');
    const base = fc.uniqueArray(fc.tuple(name, plainText), {
      selector: ([each]) => each,
      maxLength: 4,
    });
    const flow = (pairs: readonly (readonly [string, string])[]): string =>
      `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
    await fc.assert(
      fc.asyncProperty(
        base,
        base,
        base,
        fc.nat(3),
        fc.boolean(),
        async (one, two, own, at, isList) => {
          const merge = ['<<', isList ? '[*one, *two]' : '*two'] as const;
          const merged: readonly (readonly [string, string])[] = [
            ...own.slice(0, at),
            merge,
            ...own.slice(at),
          ];
          const text = [
            `one: &one ${flow(one)}`,
            `two: &two ${flow(two)}`,
            `merged: ${flow(merged)}`,
            `list: [*one, [*two, { deep: *one }]]`,
            `text: "<<"`,
            'block: |\n  yes\n  0440\nfolded: >-\n  on\n  off',
          ].join('\n');
          const expected = await seenByHelm(text);
          expect(expected).toBeDefined();
          expect(await seenByPlugin('', text)).toBe(expected);
        },
      ),
      { numRuns: cases(5) },
    );
  });

  it('for texts of many lines, in blocks and lists, wherever a line is broken', async () => {
    const line = fc.oneof(
      plainText,
      fromPieces(['a ', 'on', ': ', '- ', '# ', '\t', '"', "'", '\n', ' ']),
    );
    const lines = fc.array(line, { maxLength: 5 }).map((all) => all.join('\n'));
    const { value } = fc.letrec<{ value: unknown; list: unknown; mapping: unknown }>((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, lines, fc.double(), tie('list'), tie('mapping')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      mapping: fc.dictionary(line, tie('value'), { maxKeys: 3 }),
    }));
    const style = fc.record({
      lineWidth: fc.constantFrom(0, 20, 80),
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
      collectionStyle: fc.constantFrom('block' as const, 'flow' as const, 'any' as const),
      defaultStringType: fc.constantFrom(
        'PLAIN' as const,
        'QUOTE_SINGLE' as const,
        'BLOCK_FOLDED' as const,
      ),
      version: fc.constantFrom('1.1' as const, '1.2' as const),
    });
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 6 }), style, async (values, how) => {
        const text = stringify({ values }, how);
        const expected = await seenByHelm(text);
        const actual = await seenByPlugin('', text).catch(refusedTwice);
        // Not all that one library writes can be read by another, and to Helm two keys may be one.
        fc.pre(expected !== undefined && actual !== keyTwice);
        compared += 1;
        expect(actual).toBe(expected);
      }),
      { numRuns: cases(15) },
    );
    expect(compared).toBe(cases(15));
  });

  it.each([
    ['several documents, of which the later wins', 'a: 1\nb: { c: 1, d: 2 }\n---\nb: { c: 3 }\n'],
    ['nothing at all', '# nothing\n'],
    ['keys that nothing may inherit', '"__proto__": { a: yes }\nconstructor: { "__proto__": 1 }\n'],
    ['nulls, which take defaults away', 'a: null\nb: { c: ~, d: }\n'],
    ['numbers beyond 64 bits as keys', '? 1234567.5\n: 1\n? 1e20\n: 2\n? 0440\n: 3\n? .5\n: 4\n'],
  ])('for %s', async (_what, text) => {
    const expected = await seenByHelm(text);
    expect(expected).toBeDefined();
    expect(await seenByPlugin('', text)).toBe(expected);
    expect(await seenByPlugin(text)).toBe(expected);
  });

  it.each([
    'a: .nan',
    'a: -.inf',
    '~: 1',
    '[a]: 1',
    'a: !!int x',
    'a: *nothing',
    'a: &a [*a]',
    '- 1',
    'a: !!binary a',
  ])('and what Helm does not take is refused with its line: %s', async (text) => {
    expect(await seenByHelm(text)).toBeUndefined();
    await expect(seenByPlugin('', text)).rejects.toThrow(/^NXHELM_VALUES_UNREADABLE/);
  });
});
