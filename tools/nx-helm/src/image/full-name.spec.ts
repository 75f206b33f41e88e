import { fullName } from './image-description.ts';

describe('the whole name of an image', () => {
  it.each([
    ['acme/api:c-1', 'docker.io/acme/api:c-1'],
    ['docker.io/acme/api:c-1', 'docker.io/acme/api:c-1'],
    ['debian:trixie', 'docker.io/library/debian:trixie'],
    ['localhost:5000/acme/api:1', 'localhost:5000/acme/api:1'],
    ['localhost/api:1', 'localhost/api:1'],
    ['quay.io/acme/api:1', 'quay.io/acme/api:1'],
  ])('of %s is %s', (short, whole) => {
    expect(fullName(short)).toBe(whole);
  });
});
