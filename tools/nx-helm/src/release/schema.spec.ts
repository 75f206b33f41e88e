import type { Kubectl } from '../cluster/connect.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import type { RolloutRecord } from './record.ts';
import { canGoBack, lowestRunnable, newestSchemas, readTargetSchemas } from './schema.ts';

const schema = (version: number, oldest = 1, name = 'app'): ImageSchema => ({
  name,
  version,
  oldest,
});

const record = (
  revision: number,
  schemas: readonly ImageSchema[],
  result = 'deployed',
): RolloutRecord => ({
  revision,
  action: result === 'deployed' ? 'upgraded' : 'failed',
  reasonCode: 'source',
  explanation: '',
  changes: [],
  commit: 'abc1234',
  dirty: false,
  by: 'ada',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationSeconds: 1,
  result,
  ...(schemas.length === 0 ? {} : { schemas }),
});

function clusterWith(all: Readonly<Record<string, readonly RolloutRecord[]>>): Kubectl {
  const items = Object.entries(all).map(([release, records]) => ({
    metadata: { labels: { 'nx-helm/release': release } },
    data: { 'records.json': JSON.stringify(records) },
  }));
  const answer = JSON.stringify({ items });
  return {
    namespace: 'acme',
    try: () => Promise.resolve({ exitCode: 0, stdout: answer, stderr: '' }),
    read: () => Promise.resolve(answer),
  };
}

const revisions = [1, 2, 3, 4].map((revision) => ({
  revision,
  status: revision === 4 ? 'deployed' : 'superseded',
  labels: {},
}));

const targetOf = (
  all: Readonly<Record<string, readonly RolloutRecord[]>>,
  target: number,
  isSchemaRestored = false,
) =>
  readTargetSchemas(
    { kubectl: clusterWith(all), release: 'api', revisions, isSchemaRestored },
    target,
  );

describe('a rollback that knows the database', () => {
  const api = [
    record(1, [schema(1)]),
    record(2, [schema(2)]),
    record(3, [schema(3)]),
    record(4, [schema(4, 2)]),
  ];

  it('is refused where the old programs cannot run, with the lowest revision that can', async () => {
    await expect(targetOf({ api }, 1)).rejects.toThrow(
      /NXHELM_SCHEMA_TOO_NEW: revision 1 is made for version 1 of the schema app, and the database is at 4, on which versions before 2 cannot run; nothing was changed.* Do: npx nx run api:helm-rollback --revision 2$/,
    );
    await expect(targetOf({ api }, 2)).resolves.toEqual([schema(2)]);
  });

  it('counts what a rollout that failed may have migrated, and what another release did', async () => {
    const failed = [...api.slice(0, 3), record(4, [schema(4, 4)], 'NXHELM_ROLLOUT_FAILED')];
    await expect(targetOf({ api: failed }, 3)).rejects.toThrow('NXHELM_SCHEMA_TOO_NEW');
    const other = { api: api.slice(0, 3), web: [record(9, [schema(7, 3)])] };
    await expect(targetOf(other, 2)).rejects.toThrow('the database is at 7');
    await expect(targetOf(other, 3)).resolves.toEqual([schema(3)]);
  });

  it('is not held up by another schema, nor by a revision of which nothing is known', async () => {
    await expect(targetOf({ api, web: [record(1, [schema(9, 9, 'auth')])] }, 2)).resolves.toEqual([
      schema(2),
    ]);
    await expect(targetOf({ api: [record(1, []), ...api.slice(1)] }, 1)).resolves.toEqual([]);
  });

  it('says to restore a backup where no kept revision can run, and goes on when that is done', async () => {
    const broken = [...api.slice(0, 3), record(4, [schema(4, 4)])];
    await expect(targetOf({ api: broken }, 3)).rejects.toThrow(
      /Do: restore a backup of that time, then .*--revision 3 --isSchemaRestored$/,
    );
    await expect(targetOf({ api: broken }, 3, true)).resolves.toEqual([schema(3)]);
  });
});

describe('how far one can go back', () => {
  it('is the lowest revision that ran and would run again', () => {
    const records = [record(2, [schema(2)]), record(3, [schema(3)], 'deployed')];
    const after = newestSchemas([...records, record(5, [schema(5, 3)])]);
    expect(lowestRunnable(revisions.slice(1, 3), records, after)).toBe(3);
    const never = newestSchemas([record(5, [schema(5, 5)])]);
    expect(lowestRunnable(revisions.slice(1, 3), records, never)).toBeUndefined();
    const failed = [{ revision: 2, status: 'failed', labels: {} }];
    expect(lowestRunnable(failed, records, new Map())).toBeUndefined();
  });

  it('is nowhere for Helm itself, where the migration breaks what runs now', () => {
    expect(canGoBack([schema(2)], [schema(3, 2)])).toEqual({ isPossible: true, because: '' });
    expect(canGoBack([schema(2)], [schema(3, 3)])).toEqual({
      isPossible: false,
      because:
        'its migration makes version 3 of the schema app, on which what runs now, made for 2, cannot run',
    });
    expect(canGoBack([], [schema(3, 3)]).isPossible).toBe(true);
  });
});
