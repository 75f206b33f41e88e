import type { Kubectl } from '../cluster/connect.ts';
import type { RolloutRecord } from './record.ts';
import {
  appendRecord,
  historyIn,
  historyName,
  markUnfinished,
  readHistory,
  readRecords,
  recordsMost,
} from './records.ts';

const record = (revision: number): RolloutRecord => ({
  revision,
  action: 'rolled-back',
  reasonCode: 'rollback',
  explanation: 'to revision 1',
  changes: [],
  commit: 'abc1234',
  dirty: false,
  by: 'ada on laptop',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationSeconds: 1.5,
  result: 'deployed',
});

/** One ConfigMap, with the API server's rule for writing: only what was read last may be replaced. */
function configMapServer() {
  let version = 0;
  let stored: Record<string, unknown> | undefined;
  const between: (() => Promise<void>)[] = [];
  const reply = (exitCode: number, stdout: string, stderr = '') => ({ exitCode, stdout, stderr });
  const write = (verb: string, input: string) => {
    const object = JSON.parse(input) as { metadata: { resourceVersion?: string } };
    if (verb === 'create' && stored !== undefined) return reply(1, '', 'Error (AlreadyExists)');
    const isCurrent = object.metadata.resourceVersion === String(version);
    if (verb === 'replace' && !isCurrent) return reply(1, '', 'Error (Conflict)');
    version += 1;
    stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
    return reply(0, '');
  };
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: async ([verb = ''], options) => {
      await between.pop()?.();
      return write(verb, options?.input ?? '');
    },
    read: () => Promise.resolve(stored === undefined ? '' : JSON.stringify(stored)),
  };
  return { kubectl, beforeNextWrite: (work: () => Promise<void>) => between.push(work) };
}

const revisions = (records: readonly RolloutRecord[]) => records.map(({ revision }) => revision);

describe('the records of a release (N4)', () => {
  it('come back as they were written, oldest first', async () => {
    const { kubectl } = configMapServer();
    expect(await readRecords(kubectl, 'web')).toEqual([]);
    await appendRecord(kubectl, 'web', record(1));
    await appendRecord(kubectl, 'web', record(2));
    expect(await readRecords(kubectl, 'web')).toEqual([record(1), record(2)]);
  });

  it(`are the last ${recordsMost}`, async () => {
    const { kubectl } = configMapServer();
    for (let revision = 1; revision <= recordsMost + 3; revision += 1) {
      await appendRecord(kubectl, 'web', record(revision));
    }
    const kept = revisions(await readRecords(kubectl, 'web'));
    expect(kept).toHaveLength(recordsMost);
    expect(kept.at(0)).toBe(4);
    expect(kept.at(-1)).toBe(recordsMost + 3);
  });

  it('lose none when two runs write at once, also the first time', async () => {
    const { kubectl, beforeNextWrite } = configMapServer();
    beforeNextWrite(() => appendRecord(kubectl, 'web', record(1)));
    await appendRecord(kubectl, 'web', record(2));
    beforeNextWrite(() => appendRecord(kubectl, 'web', record(3)));
    await appendRecord(kubectl, 'web', record(4));
    expect(revisions(await readRecords(kubectl, 'web'))).toEqual([1, 2, 3, 4]);
  });

  it.each(['null', '{"revision":"1"}', '7'])(
    'leave out what somebody has made of one: %s',
    (text) => {
      const records = `[${text},${JSON.stringify(record(2))}]`;
      expect(historyIn({ metadata: {}, data: { 'records.json': records } }).records).toEqual([
        record(2),
      ]);
    },
  );

  it('say what keeps them from being written', async () => {
    const { kubectl } = configMapServer();
    const refusing: Kubectl = {
      ...kubectl,
      try: () => Promise.resolve({ exitCode: 1, stdout: '', stderr: 'configmaps is forbidden' }),
    };
    await expect(appendRecord(refusing, 'web', record(1))).rejects.toThrow(
      /NXHELM_HISTORY_NOT_WRITTEN.*configmaps is forbidden.*Do: kubectl/s,
    );
  });

  it('say that a run is unfinished until a record says otherwise, also over a failed one', async () => {
    const { kubectl } = configMapServer();
    const unfinished = async () => (await readHistory(kubectl, 'web')).isUnfinished;
    await markUnfinished(kubectl, 'web');
    expect(await unfinished()).toBe(true);
    await appendRecord(kubectl, 'web', record(1));
    expect(await unfinished()).toBe(true);
    await appendRecord(kubectl, 'web', record(2), { isUnfinished: false });
    expect(await unfinished()).toBe(false);
  });

  it('are cut where a change has thousands of files', async () => {
    const { kubectl } = configMapServer();
    const details = Array.from({ length: 5000 }, (_, index) => `src/file-${index}.ts`);
    const changes = [{ kind: 'source', name: 'web', details }];
    await appendRecord(kubectl, 'web', { ...record(1), changes });
    const [kept] = await readRecords(kubectl, 'web');
    expect(kept?.changes[0]?.details.length).toBeLessThan(50);
    expect(kept?.changes[0]?.details.at(-1)).toBe('and 4960 more');
  });

  it('have the differences that the API server made under the key of all earlier versions', async () => {
    const data = { 'settled.json': '["0123456789abcdef"]' };
    expect(historyIn({ metadata: {}, data }).normalised).toEqual(['0123456789abcdef']);
    const { kubectl } = configMapServer();
    await appendRecord(kubectl, 'web', record(1), { normalised: ['fedcba9876543210'] });
    const stored = JSON.parse(await kubectl.read(['get', 'configmap'])) as {
      readonly data: object;
    };
    expect(stored.data).toMatchObject({ 'settled.json': '["fedcba9876543210"]' });
  });

  it('lie in a ConfigMap named after the release', () => {
    expect(historyName('web')).toBe('nx-helm-history-web');
  });
});
