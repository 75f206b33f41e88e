import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ComparedImages, hasPodman, programFiles } from '../testing/compared-images.ts';
import { generatedImages } from '../testing/generated-images.ts';
import { EngineNeeded } from './engine-needed.ts';

// Each image is built by an engine as well.
jest.setTimeout(600_000);

/** `npx nx run nx-helm:compare-images` has more. */
const runs = Number(process.env['NX_HELM_COMPARED'] ?? 8);

(hasPodman ? describe : describe.skip)('an image without an engine (I1, N1)', () => {
  let root: string;
  let images: ComparedImages;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'nx-helm-compared-images-'));
    images = new ComparedImages(root);
    await images.addBase({
      layers: [
        [
          { name: 'usr', type: 'directory', mode: 0o755 },
          { name: 'usr/lib', type: 'directory', mode: 0o711, uid: 3 },
          { name: 'lib', type: 'symlink', linkname: 'usr/lib' },
          { name: 'lib64', type: 'symlink', linkname: 'usr/lib64' },
          { name: 'bin', type: 'symlink', linkname: 'usr/bin' },
          { name: 'app', type: 'directory', mode: 0o700, uid: 9, gid: 9 },
          { name: 'app/b', type: 'directory', mode: 0o701, uid: 9, gid: 9 },
          ...programFiles('/bin/sh', '/bin/chmod'),
        ],
      ],
      config: {
        Env: ['PATH=/usr/bin', 'B=base'],
        WorkingDir: '/app',
        Cmd: ['c'],
        Labels: { a: 'x' },
        ExposedPorts: { '1/tcp': {} },
        Healthcheck: { Test: ['CMD', 'h'], Interval: 7e9 },
      },
    });
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('has the content id that the engine gives it, whatever the files and the Dockerfile', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        generatedImages('nx-helm-compared-images'),
        async ({ files, dockerfile }) => {
          if (compared === runs) return;
          images.writeContext(files);
          try {
            const assembled = await images.assembled(dockerfile);
            compared += 1;
            const built = await images.built(dockerfile);
            expect({ ...assembled.config, id: assembled.contentId }).toEqual({
              ...built.config,
              id: built.contentId,
            });
          } catch (error) {
            if (!(error instanceof EngineNeeded)) throw error;
          }
        },
      ),
      { numRuns: runs * 5, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(runs / 2);
  });

  it('is loaded by the engine with all that it is', async () => {
    images.writeContext([
      { path: 'a', content: 'one', mode: 0o755 },
      { path: 'd', sameAs: 'a' },
      { path: 'c', link: 'a' },
      { path: 'long/'.repeat(30) + 'name', content: 'two', mode: 0o600 },
    ]);
    const dockerfile = [
      'FROM nx-helm-compared-images/base',
      'COPY --chown=70000:70001 . /app/',
      'COPY a /app/e',
      'HEALTHCHECK --interval=10s --retries=3 CMD ["/app/a"]',
      'EXPOSE 80',
      'USER 5:6',
      'STOPSIGNAL SIGINT',
      'ENTRYPOINT ["/app/a"]',
    ].join('\n');
    const assembled = await images.assembled(dockerfile);
    const { config, contentId, layers } = await images.throughPodman(assembled);
    expect({ config, contentId }).toEqual({
      config: assembled.config,
      contentId: assembled.contentId,
    });
    expect(layers).toEqual(assembled.layers);
  });
});
