import type { ReleaseRevision } from '../cluster/cluster-state.ts';
import { testHelm } from '../testing/test-helm.ts';
import { chooseTarget } from './rollback.ts';

/** Revisions by their status and what Helm keeps as their manifest, from 1 on. */
function kept(...revisions: readonly (readonly [string, string])[]) {
  const { helm } = testHelm(({ args }) => {
    const number = Number(args[args.indexOf('--revision') + 1]);
    return { stdout: args[1] === 'manifest' ? (revisions[number - 1]?.[1] ?? '') : '' };
  });
  const place = { helm, release: 'web', namespace: 'acme', context: 'test' };
  const list = revisions.map(([status], index): ReleaseRevision => ({
    revision: index + 1,
    status,
    labels: {},
  }));
  return (wanted?: number) =>
    chooseTarget(place, list, wanted).then(({ target }) => target.revision);
}

describe('where a rollback goes (K6)', () => {
  it('is the last revision that ran before the present one', async () => {
    const choose = kept(['superseded', 'a'], ['superseded', 'b'], ['deployed', 'c']);
    expect(await choose()).toBe(2);
  });

  it('is no revision that failed', async () => {
    expect(await kept(['superseded', 'a'], ['failed', 'b'], ['deployed', 'c'])()).toBe(1);
  });

  it('is not the present one under another number, after a rollout that was rolled back', async () => {
    const revisions = [
      ['superseded', 'a'],
      ['superseded', 'b'],
      ['failed', 'c'],
      ['deployed', 'b'],
    ] as const;
    expect(await kept(...revisions)()).toBe(1);
  });

  it('is not the present one as another version of Helm writes it (K10)', async () => {
    const [one, two] = ['kind: Service\nmetadata: { name: web }', 'kind: Deployment\nspec: {}'];
    const revisions = [
      ['superseded', 'kind: Service'],
      ['superseded', `---\n# Source: web/service.yaml\n${one}\n---\n${two}\n`],
      ['deployed', `---\n${two}\n---\n${one}\n`],
    ] as const;
    expect(await kept(...revisions)()).toBe(1);
  });

  it('is the one that ran when the present one is broken', async () => {
    expect(await kept(['deployed', 'a'], ['failed', 'b'])()).toBe(1);
    expect(await kept(['deployed', 'a'], ['pending-upgrade', 'b'])()).toBe(1);
  });

  it('is the one that was asked for, also one that failed', async () => {
    expect(await kept(['failed', 'a'], ['superseded', 'b'], ['deployed', 'c'])(1)).toBe(1);
  });

  it('is nowhere where the release was uninstalled and its history kept', async () => {
    const choose = kept(['superseded', 'a'], ['superseded', 'b'], ['uninstalled', 'c']);
    await expect(choose()).rejects.toThrow(/NXHELM_NOT_INSTALLED/);
    await expect(choose(1)).rejects.toThrow(/NXHELM_NOT_INSTALLED/);
  });

  it.each([
    [[['deployed', 'a']], undefined, /NXHELM_NOTHING_TO_ROLL_BACK.*Do: helm history/s],
    [
      [
        ['superseded', 'a'],
        ['deployed', 'a'],
      ],
      undefined,
      /NXHELM_NOTHING_TO_ROLL_BACK/,
    ],
    [
      [
        ['superseded', 'a'],
        ['deployed', 'b'],
      ],
      2,
      /revision 2 is the present one.*--revision 1$/s,
    ],
    [
      [
        ['superseded', 'a'],
        ['deployed', 'b'],
      ],
      7,
      /revision 7 is not kept.*--revision 1$/s,
    ],
    [[['deployed', 'b']], 7, /NXHELM_NO_SUCH_REVISION.*there is none.*helm-status$/s],
  ] as const)('is refused where there is none: %j, %s', async (revisions, wanted, message) => {
    await expect(kept(...revisions)(wanted)).rejects.toThrow(message);
  });
});
