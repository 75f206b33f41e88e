import fc from 'fast-check';
import { explainChanges, needsBuild } from './explain.ts';
import type { InputGroup, InputSnapshot } from './snapshot.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts';

const group = (
  kind: InputGroup['kind'],
  name: string,
  entries: Record<string, string>,
  scope: InputGroup['scope'] = 'build',
): InputGroup => ({ kind, name, scope, entries });
const snapshot = (groups: InputGroup[], directPackages: string[] = []): InputSnapshot => ({
  version: 1,
  release: 'web',
  groups,
  directPackages,
});
const explain = (before: InputGroup[], after: InputGroup[], direct: string[] = []) =>
  explainChanges(snapshot(before, direct), snapshot(after, direct));

describe('what changed between two states of a release (N4)', () => {
  it('is nothing between equal states', () => {
    const groups = [group('source', 'web', { 'file a': '1' })];
    expect(explain(groups, structuredClone(groups))).toEqual([]);
  });

  it('names added, removed, changed and renamed files of each project', () => {
    const before = group('lib', 'ui', {
      'file a': '1',
      'file b': '2',
      'file c': '3',
      'file d': '4',
    });
    const after = group('lib', 'ui', {
      'file a': '9',
      'file e': '2',
      'file f': '7',
      'file d': '4',
    });
    expect(explain([before], [after])).toEqual([
      { kind: 'lib', name: 'ui', details: ['a', 'b -> e', 'c (removed)', 'f (new)'] },
    ]);
  });

  it('is no change of a file that only belongs to another group by a new edge', () => {
    const before = [group('other', 'ui', { 'file a': '1' })];
    expect(explain(before, [group('lib', 'ui', { 'file a': '1' })])).toEqual([]);
  });

  it('lists direct packages one by one, and transitive ones together', () => {
    const before = group('package', 'npm', {
      'npm next': '1 a',
      'npm b': '1 b',
      'npm c': '1 c',
      'npm d': '1 d',
    });
    const after = group('package', 'npm', {
      'npm next': '2 x',
      'npm b': '2 y',
      'npm c': '1 z',
      'npm e': '1 d',
    });
    expect(explain([before], [after], ['next'])).toEqual([
      { kind: 'package', name: 'next', details: ['next 1 -> 2'] },
      {
        kind: 'package',
        name: '4 indirect packages',
        details: ['b 1 -> 2', 'c 1 (other content)', 'd 1 (removed)', 'e 1 (new)'],
      },
    ]);
  });

  it('lists a package and not the manifest or lock file that only names it', () => {
    const before = [
      group('source', 'api', { 'file r.lock': '1', 'python r.lock\tfastapi': '0.1' }),
      group('source', 'web', { 'file web/package.json': '1 same' }),
      group('package', 'npm', { 'npm next': '1 a' }),
    ];
    const after = [
      group('source', 'api', { 'file r.lock': '2', 'python r.lock\tfastapi': '0.2' }),
      group('source', 'web', { 'file web/package.json': '2 same' }),
      group('package', 'npm', { 'npm next': '2 b' }),
    ];
    expect(explain(before, after, ['next'])).toEqual([
      { kind: 'package', name: 'fastapi', details: ['fastapi 0.1 -> 0.2'] },
      { kind: 'package', name: 'next', details: ['next 1 -> 2'] },
    ]);
  });

  it('lists the manifest where it says something else besides, and a lock file whose hashes changed', () => {
    const before = [group('source', 'web', { 'file p/package.json': '1 x', 'file r.lock': '1' })];
    const after = [group('source', 'web', { 'file p/package.json': '2 y', 'file r.lock': '2' })];
    expect(explain(before, after)[0]?.details).toEqual(['p/package.json', 'r.lock']);
  });

  it('lists what changed in a base image, packages too', () => {
    const before = group('base-image', 'image-node', {
      'npm node': '24.1 a',
      'file i/Dockerfile': '1',
    });
    const after = group('base-image', 'image-node', {
      'npm node': '24.2 b',
      'file i/Dockerfile': '2',
    });
    expect(explain([before], [after])).toEqual([
      { kind: 'base-image', name: 'image-node', details: ['i/Dockerfile', 'node 24.1 -> 24.2'] },
    ]);
  });

  it('lists values by their keys, targets, commands and variables, and never a value', () => {
    const before = [
      group('values', 'env/test.yaml', { 'value env/test.yaml\ta.b': 'old' }, 'render'),
      group('source', 'web', { 'target web:build': 'old', 'configuration web': 'old' }),
      group('other', 'node -v', { 'runtime node -v': 'old' }),
      group('other', 'MODE', { 'environment MODE': 'old' }),
    ];
    const after = before.map((one) => ({
      ...one,
      entries: Object.fromEntries(Object.keys(one.entries).map((key) => [key, 'new'])),
    }));
    const changes = explain(before, after);
    expect(changes.flatMap(({ details }) => details)).toEqual([
      'configuration of web',
      'target web:build',
      'a.b',
      'variable MODE',
      'output of node -v',
    ]);
  });

  it('needs a build exactly if something changed that is not only rendered', () => {
    const chart = (value: string, scope: InputGroup['scope']) => [
      group('chart', 'web', { 'file c': value }, scope),
    ];
    expect(needsBuild(snapshot(chart('1', 'render')), snapshot(chart('2', 'render')))).toBe(false);
    expect(needsBuild(snapshot(chart('1', 'build')), snapshot(chart('2', 'build')))).toBe(true);
    // A build that read it before has to be made anew without it.
    expect(needsBuild(snapshot(chart('1', 'build')), snapshot(chart('2', 'render')))).toBe(true);
    expect(needsBuild(snapshot(chart('1', 'build')), snapshot([]))).toBe(true);
  });
});

describe('the record of a snapshot', () => {
  const key = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
  const anySnapshot = fc
    .array(fc.dictionary(key, fc.string(), { noNullPrototype: true }))
    .map((all) => snapshot(all.map((entries, index) => group('lib', `lib-${index}`, entries))));

  it('gives back what was kept, and equal records for equal snapshots', () => {
    fc.assert(
      fc.property(anySnapshot, (kept) => {
        const text = encodeSnapshot(kept);
        expect(decodeSnapshot(text)).toEqual(kept);
        expect(encodeSnapshot(structuredClone(kept))).toBe(text);
      }),
    );
  });

  it('that is damaged is an error with a code, and one of a later version is none', () => {
    expect(() => decodeSnapshot('bm90IGd6aXA=')).toThrow('NXHELM_SNAPSHOT_UNREADABLE');
    const cut = encodeSnapshot(snapshot([])).slice(0, 20);
    expect(() => decodeSnapshot(cut)).toThrow('NXHELM_SNAPSHOT_UNREADABLE');
    const later = { ...snapshot([]), version: 2 } as unknown as InputSnapshot;
    expect(decodeSnapshot(encodeSnapshot(later))).toBeUndefined();
  });
});
