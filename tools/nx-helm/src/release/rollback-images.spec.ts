import { imagesIn } from '../chart/manifest-objects.ts';
import { refuseMissingImages } from './rollback.ts';

const image = 'docker.io/acme/web:c-0123456789ab';
const manifest = `kind: Deployment
spec:
  template:
    spec:
      initContainers: [{ image: acme/migrate:c-1 }]
      containers: [{ image: '${image}' }, { image: registry.example/x:1 }, { image: busybox }]
---
kind: ConfigMap
data: { image: acme/not-an-image:1 }
`;
const target = { revision: 3, status: 'superseded', labels: { commit: 'abc1234' } };
const check = (present: readonly string[] | undefined) =>
  refuseMissingImages(
    {
      release: 'web',
      imagePrefix: 'acme',
      onNodes: () => Promise.resolve(present === undefined ? undefined : new Set(present)),
    },
    target,
    manifest,
  );

describe('the images of an old revision (K6, N7)', () => {
  it('are those of all its containers, in full, and nothing else', () => {
    expect(imagesIn(manifest)).toEqual([
      'docker.io/acme/migrate:c-1',
      image,
      'registry.example/x:1',
      'docker.io/library/busybox',
    ]);
  });

  it('are asked for before anything rolls, as far as no registry has them', async () => {
    await expect(check([image])).rejects.toThrow(
      /NXHELM_IMAGE_GONE: revision 3 needs docker\.io\/acme\/migrate:c-1, .*nothing was changed.*Do: git switch --detach abc1234/,
    );
    await expect(check([image, 'docker.io/acme/migrate:c-1'])).resolves.toBeUndefined();
  });

  it('hold nothing up where nobody can tell what is on the nodes', async () => {
    await expect(check(undefined)).resolves.toBeUndefined();
  });
});
