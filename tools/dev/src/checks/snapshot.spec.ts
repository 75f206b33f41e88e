import { differences, type Snapshot } from './snapshot.ts';

const before: Snapshot = {
  revisions: ['secret/sh.helm.release.v1.api.v1'],
  pods: ['api-1 uid-1'],
  nodeImages: ['docker.io/taskora/api:c-000000000000'],
  builds: ['api built at 1'],
};

describe('a run that changes nothing (N1)', () => {
  it('is one in which nothing is new and nothing is gone', () => {
    expect(differences(before, structuredClone(before))).toEqual([]);
  });

  it('differs from one that made a revision, restarted a pod, loaded or built an image', () => {
    const after: Snapshot = {
      revisions: [...before.revisions, 'secret/sh.helm.release.v1.api.v2'],
      pods: ['api-2 uid-2'],
      nodeImages: [...before.nodeImages, 'docker.io/taskora/api:c-111111111111'],
      builds: ['api built at 2'],
    };
    expect(differences(before, after)).toHaveLength(6);
  });
});
