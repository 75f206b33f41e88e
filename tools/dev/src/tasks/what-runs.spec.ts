import { CLUSTER, saidByCluster, whatRuns } from './what-runs.ts';

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

describe('what the cluster’s program says', () => {
  const [project = ''] = CLUSTER.split(':');

  it('is the step that it is at', () => {
    const text = '[3/20] kubelet (from Go modules) (2 min, about 4 min left)';
    expect(saidByCluster(`${project}: ${text}`)).toEqual({ step: text });
  });

  it.each([
    '[3/20] kubelet (from Go modules) done in 90 s',
    'Builds from Go modules into the cache: kubelet (kubernetes).',
  ])('is shown where it is %s', (words) => {
    expect(saidByCluster(`${project}: ${words}`)).toEqual({ words });
  });

  it.each([
    `${project}: > nx run ${CLUSTER}`,
    `${project}: Programs are there already: .taskora/bin`,
    'web: [3/20] a page',
    '',
  ])('is nothing in the line %j', (text) => {
    expect(saidByCluster(text)).toBeUndefined();
  });
});
