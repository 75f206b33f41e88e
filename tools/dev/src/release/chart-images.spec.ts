import { parse } from 'yaml';
import { imagesIn, inRegistry, withImages } from './chart-images.ts';

const values = {
  global: { urls: { web: 'http://localhost:30000' } },
  image: { repository: 'docker.io/acme/web', tag: 'c-1' },
  part: { image: { repository: 'docker.io/acme/api', tag: 'c-2' }, replicas: 2 },
};
const digest = `sha256:${'a'.repeat(64)}`;
const pushed = new Map([['docker.io/acme/api:c-2', { repository: 'host:5000/team/api', digest }]]);

describe('the images of a published chart (K5)', () => {
  it('are those that it was rendered with, of its parts too', () => {
    expect(imagesIn(values)).toEqual([
      { path: ['image'], repository: 'docker.io/acme/web', tag: 'c-1' },
      { path: ['part', 'image'], repository: 'docker.io/acme/api', tag: 'c-2' },
    ]);
    expect(imagesIn({ image: { repository: 'x' }, list: ['tag'], none: null })).toEqual([]);
  });

  it('are named by digest where a registry has them', () => {
    const [web, api] = inRegistry(imagesIn(values), pushed);
    expect(web).not.toHaveProperty('digest');
    expect(api).toMatchObject({ repository: 'host:5000/team/api', tag: 'c-2', digest });
  });

  it('stand in its values, whose comments and other keys stay', () => {
    const text = '# What it means.\nreplicas: 2\nimage:\n  # Its content.\n  tag: ""\n';
    const written = withImages(text, inRegistry(imagesIn(values), pushed));
    expect(written).toContain('# What it means.');
    expect(written).toContain('# Its content.');
    expect(parse(written)).toEqual({
      replicas: 2,
      image: values.image,
      part: { image: { repository: 'host:5000/team/api', tag: 'c-2', digest } },
    });
  });
});
