import type { ImageSchema } from '../image/image-schema.ts';
import { programsOf, schemasText } from './schema-label.ts';

const app: ImageSchema = { name: 'app', version: 5, oldest: 3 };
const auth: ImageSchema = { name: 'auth-2', version: 12, oldest: 1 };

const written = (schemas: string | undefined, recorded = '4') =>
  programsOf({
    revision: 4,
    status: 'deployed',
    labels: { revision: recorded, ...(schemas === undefined ? {} : { schemas }) },
  });

describe('for which schemas a revision is made (K6)', () => {
  it.each([[[]], [[app]], [[app, auth]]])('comes back from its label: %j', (schemas) => {
    const text = schemasText('api', schemas);
    expect(text).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
    expect(written(text)).toEqual(schemas);
  });

  it.each([
    ['of images that could not be asked', schemasText('api', undefined)],
    ['from before it was recorded', undefined],
    ['that somebody has edited', 'app.5'],
    ['whose oldest program is newer than itself', 'app.5.6'],
    ['of a name that no image may declare', '-.1.1'],
    ['of a version that no image may declare', 'app.1000000000.1'],
  ])('is not known of a revision %s', (_what, text) => {
    expect(written(text)).toBeUndefined();
  });

  it('is not known of what another program made, to which Helm copied the label', () => {
    expect(written('app.5.3', '3')).toBeUndefined();
  });

  it('is refused where no label can say it', () => {
    const many = ['a', 'b', 'c', 'd'].map((letter) => ({ ...app, name: letter.repeat(20) }));
    expect(() => schemasText('api', many)).toThrow(/NXHELM_SCHEMA_LABELS: .* Do: shorten/);
  });
});
