import type { Step } from './releases-behind.ts';
import { timeSpent } from './releases-behind.ts';

const steps = new Map<string, Step>([
  ['build', 'build'],
  ['container', 'image'],
  ['helm-deploy', 'rollout'],
]);

function task(project: string, target: string, from: number, to: number, status = 'success') {
  return {
    name: `${project}:${target}`,
    ph: 'X',
    ts: from * 1_000_000,
    dur: (to - from) * 1_000_000,
    args: { target: { project, target }, status },
  };
}

describe('where the time of a run went', () => {
  it('is printed step by step, in their order, with tasks side by side counted once', () => {
    const profile = [
      { name: 'thread_name', ph: 'M', ts: 0 },
      task('web', 'helm-deploy', 12, 15),
      task('web', 'build', 0, 8),
      task('chatbot', 'build', 2, 10),
      task('web', 'container', 10, 12),
      task('web', 'lint', 0, 99),
    ];
    expect(timeSpent(profile, steps)).toEqual([
      'build 10.0 s (chatbot, web)',
      'image 2.0 s (web)',
      'rollout 3.0 s (web)',
    ]);
  });

  it('leaves out what came from a cache', () => {
    expect(timeSpent([task('web', 'build', 0, 1, 'local-cache')], steps)).toEqual([]);
  });
});
