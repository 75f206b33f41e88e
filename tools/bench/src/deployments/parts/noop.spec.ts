import { verdict } from '../report.ts';
import { noopTargets } from './noop.ts';

const figures = (seconds: number, counted = 0) => [
  { seconds, load: 1, counted: { revisions: counted, pods: counted } },
];

const never = { what: '', figure: Number.NaN, unit: 'ratio', atMost: 0 } as const;

const measured = {
  'nx run infra:deploy-minikube': figures(1),
  'the same with no pods of Skaffold': figures(1),
  'skaffold run': figures(10),
  'skaffold run --status-check=false': figures(5),
};

const verdicts = (changed: Partial<typeof measured>) =>
  noopTargets({ ...measured, ...changed }).map((target) => [target.what, verdict(target)]);

describe('a deployment with nothing to do (P1)', () => {
  it('is wanted in a second and half of what it took before, which is not measured without an older build', () => {
    expect(verdicts({})).toEqual([
      ['no-op deployment', 'met'],
      ['no-op deployment, with no second set of services on the cluster', 'met'],
      ['no-op against the build before images were assembled', 'not measured'],
      ['no-op against `skaffold run`', 'met'],
      ['no-op against `skaffold run` that does not wait for pods', 'met'],
      ['new revisions by a no-op', 'met'],
      ['new pods by a no-op', 'met'],
    ]);
  });

  it('is compared with the older build where one was deployed beside it', () => {
    const against = (seconds: number) =>
      verdict(noopTargets(measured, figures(seconds))[2] ?? never);
    expect([2, 1.5].map(against)).toEqual(['met', 'not met, by 33 %']);
  });

  it('misses what takes longer, or makes a revision', () => {
    const changed = { 'nx run infra:deploy-minikube': figures(2.76, 1) };
    expect(verdicts(changed).map(([, text]) => text)).toEqual([
      'not met, by 176 %',
      'met',
      'not measured',
      'met',
      'not met, by 38 %',
      'not met, by 1',
      'not met, by 1',
    ]);
  });
});
