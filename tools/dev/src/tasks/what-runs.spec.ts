import { whatRuns } from './what-runs.ts';

describe('the line that says what is going on', () => {
  const says = (running: string[], clusterStep = '', planned = 9): string =>
    whatRuns(running, { clusterStep, planned });

  it('has the step of the cluster in place of its task, beside the others', () => {
    expect(says(['minikube:cluster-up', 'web:build'], '[2/3] etcd (4 s)')).toBe(
      '[2/3] etcd (4 s), web:build',
    );
  });

  it('has the task of the cluster while that tells no step, as when it removes or waits', () => {
    expect(says(['minikube:cluster-up'])).toBe('minikube:cluster-up');
  });

  it('says that the workspace is read only before anything is planned', () => {
    expect(says([], '', 0)).toBe('reads the workspace');
    expect(says([])).toBe('goes on');
  });
});
