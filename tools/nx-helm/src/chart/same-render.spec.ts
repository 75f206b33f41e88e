import { assertSameRender } from './manifests.ts';

const decided = { fingerprint: 'one', environment: 'minikube', workloads: [], ignoredManagers: [] };

describe('a render that is about to be rolled out', () => {
  it('is the one that was decided upon', () => {
    expect(() => assertSameRender(decided, { ...decided }, 'web')).not.toThrow();
  });

  it.each([{ fingerprint: 'two' }, { environment: 'prod' }])('is refused with %p', (change) => {
    expect(() => assertSameRender(decided, { ...decided, ...change }, 'web')).toThrow(
      'NXHELM_RENDER_REPLACED',
    );
  });
});
