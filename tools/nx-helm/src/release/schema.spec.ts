import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import { describeMisfit, goingBack, mergeSchemas, misfitOf, whyNotBack } from './schema.ts';

const app = (version: number, oldest = 1): ImageSchema => ({ name: 'app', version, oldest });
const auth = (version: number, oldest = 1): ImageSchema => ({ name: 'auth', version, oldest });

const revision = (
  number: number,
  schemas: string | undefined,
  status = 'superseded',
): ReleaseRevision => ({
  revision: number,
  status,
  labels: { revision: String(number), ...(schemas === undefined ? {} : { schemas }) },
});

const at = (...schemas: readonly ImageSchema[]) => mergeSchemas(new Map(), schemas);

describe('what a database may be migrated to (K6)', () => {
  it('is the newest version that any program has declared', () => {
    expect([...mergeSchemas(at(app(2)), [app(3, 2), auth(1)]).values()]).toEqual([
      app(3, 2),
      auth(1),
    ]);
    expect([...mergeSchemas(at(app(3, 3)), [app(2)]).values()]).toEqual([app(3, 3)]);
  });

  it('runs the fewest programs where two declare the same version differently', () => {
    expect([...at(app(3, 1), app(3, 2)).values()]).toEqual([app(3, 2)]);
    expect([...at(app(3, 2), app(3, 1)).values()]).toEqual([app(3, 2)]);
  });
});

describe('programs on a database (K6)', () => {
  it('cannot run where it was migrated past them, or taken back before them', () => {
    expect(misfitOf([app(2)], at(app(3, 3)))).toEqual({ program: app(2), database: app(3, 3) });
    expect(misfitOf([app(3)], at(app(2)))).toEqual({ program: app(3), database: app(2) });
    expect(misfitOf([app(2)], at(app(3, 2)))).toBeUndefined();
    expect(misfitOf([app(2)], at(auth(9, 9)))).toBeUndefined();
  });

  it('are described with the version that they are made for and the one that is there', () => {
    expect(describeMisfit({ program: app(2), database: app(4, 3) })).toBe(
      'made for version 2 of the schema app, and its database is migrated up to 4, on which versions before 3 cannot run',
    );
    expect(describeMisfit({ program: app(3), database: app(2) })).toBe(
      'made for version 3 of the schema app, and its database was taken back to 2',
    );
  });
});

describe('how far one can go back (K6)', () => {
  const revisions = [
    revision(1, undefined),
    revision(2, 'app.1.1'),
    revision(3, 'app.2.1'),
    revision(4, 'app.2.1', 'failed'),
    revision(5, 'none'),
    revision(6, 'app.3.2', 'deployed'),
  ];

  it('names the revisions that ran: those that would run, that would not, and that nobody knows of', () => {
    expect(goingBack(revisions, at(app(3, 2)))).toEqual({
      to: [6, 3],
      notTo: [2],
      unknown: [5, 1],
    });
  });

  it('is nowhere for Helm itself where what ran last cannot run', () => {
    const ran = [revision(2, 'app.1.1', 'deployed'), revision(3, 'app.2.2', 'failed')];
    expect(whyNotBack(ran, at(app(2, 2)))).toMatch(/^revision 2 is made for version 1 of /);
    expect(whyNotBack(ran, at(app(2, 1)))).toBeUndefined();
    expect(whyNotBack([revision(1, undefined, 'deployed')], at(app(2, 2)))).toBeUndefined();
    expect(whyNotBack([], at(app(2, 2)))).toBeUndefined();
  });
});
