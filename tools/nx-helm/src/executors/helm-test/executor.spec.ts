import { testRelease } from './executor.ts';
import { testHelm } from '../../testing/test-helm.ts';

const place = { release: 'api', namespace: 'acme', context: 'minikube', timeoutSeconds: 60 };
const hooks = [
  { name: 'api-test', events: ['test'] },
  { name: 'api-migrate', events: ['pre-upgrade'] },
];

describe('the tests of a release', () => {
  it('are those of its hooks that are tests, in the allowed context and namespace', async () => {
    const { helm, verbs } = testHelm(({ args }) =>
      args[0] === 'status' ? { stdout: JSON.stringify({ hooks }) } : {},
    );
    expect(await testRelease({ helm, ...place })).toEqual(['api-test']);
    expect(verbs()).toEqual(['status', 'test']);
  });

  it('that fail are reported with the logs of their pods', async () => {
    const { helm } = testHelm(({ args }) =>
      args[0] === 'status'
        ? { stdout: JSON.stringify({ hooks }) }
        : { exitCode: 1, stdout: 'POD LOGS: api-test\nno answer', stderr: 'Error: pod failed' },
    );
    await expect(testRelease({ helm, ...place })).rejects.toThrow(
      /^NXHELM_TEST_FAILED[^]*pod failed[^]*no answer/,
    );
  });

  it('that do not exist are an error, since nothing would have been shown', async () => {
    const { helm, verbs } = testHelm(() => ({ stdout: JSON.stringify({ hooks: hooks.slice(1) }) }));
    await expect(testRelease({ helm, ...place })).rejects.toThrow(/^NXHELM_NO_TESTS/);
    expect(verbs()).toEqual(['status']);
  });
});
