import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import { isKept, rollbackLabels, rolledBackFrom } from './standing.ts';

const print = (letter: string): string => letter.repeat(40);

function revision(number: number, labels: Readonly<Record<string, string>> = {}): ReleaseRevision {
  return { revision: number, status: 'deployed', labels: { revision: String(number), ...labels } };
}

/** The revision that a rollback makes: Helm copies the target's labels, and ours are put over them. */
function after(present: ReleaseRevision, target: ReleaseRevision, number: number): ReleaseRevision {
  return revision(number, { ...target.labels, ...rollbackLabels(present, target, number) });
}

const good = revision(1, { fingerprint: print('a'), reason: 'install', commit: 'abc1234' });
const bad = revision(2, { fingerprint: print('b'), reason: 'source' });
const rolledBack = after(bad, good, 3);

describe('a rollback on purpose (K6)', () => {
  it('is kept for the sources that it left, and for no others', () => {
    expect(isKept(rolledBack, print('b'))).toBe(true);
    expect(isKept(rolledBack, print('c'))).toBe(false);
    expect(isKept(rolledBack, print('a'))).toBe(false);
    expect(rolledBackFrom(rolledBack)).toBe(2);
  });

  it('says what its objects are, so that the sources of its target are deployed already', () => {
    expect(rolledBack.labels).toMatchObject({ fingerprint: print('a'), commit: 'abc1234' });
  });

  it('still keeps away what was deployed before two rollbacks in a row', () => {
    const older = revision(0, { fingerprint: print('0') });
    expect(isKept(after(rolledBack, older, 4), print('b'))).toBe(true);
  });

  it('ends with the next revision, to which Helm copies its labels', () => {
    const foreign: ReleaseRevision = { ...rolledBack, revision: 4 };
    expect(isKept(foreign, print('b'))).toBe(false);
    const deployed = revision(4, { ...rolledBack.labels, revision: '4', reason: 'source' });
    expect(isKept(deployed, print('b'))).toBe(false);
  });

  it('trusts no fingerprint that Helm copied to a revision made by another program', () => {
    const foreign: ReleaseRevision = { ...good, revision: 2 };
    expect(after(revision(3, { fingerprint: print('b') }), foreign, 4).labels['fingerprint']).toBe(
      'unknown',
    );
  });

  it('is of the installation that it is in, also where its target does not say which', () => {
    const present = revision(2, { fingerprint: print('b'), life: '7' });
    expect(after(present, good, 3).labels['life']).toBe('7');
  });

  it('fits into labels: 63 characters of a few kinds', () => {
    for (const value of Object.values(rollbackLabels(bad, good, 3))) {
      expect(value).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
    }
  });
});
