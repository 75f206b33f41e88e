import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPushedImages } from './pushed-images.ts';

describe('the images of a release', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pushed-images-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are named by host, repository and digest, for what is attested of each', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const pushed = {
      reference: 'docker.io/acme/web:c-1',
      repository: 'host:5000/acme/web',
      digest,
    };
    writeFileSync(join(folder, 'web.json'), JSON.stringify(pushed));
    writeFileSync(join(folder, 'web.values.yaml'), 'image: {}\n');
    expect(readPushedImages(folder)).toEqual([
      { host: 'host:5000', repository: 'host:5000/acme/web', digest },
    ]);
  });

  it('have to be there before anything is attested', () => {
    expect(() => readPushedImages(folder)).toThrow(/^NO_PUSHED_IMAGES: .*image-load -c release/);
    expect(() => readPushedImages(join(folder, 'none'))).toThrow(/NO_PUSHED_IMAGES/);
  });
});
