import type { ImageDescription } from './image-description.ts';
import { schemaOf } from './image-schema.ts';

const image = (labels: Record<string, string>): ImageDescription => ({
  project: 'api',
  name: 'docker.io/acme/api',
  tag: 'c-1',
  reference: 'docker.io/acme/api:c-1',
  contentId: '1',
  sizeBytes: 1,
  layers: [],
  configDigest: 'sha256:1',
  config: { labels },
});

describe('the schema that an image declares (K6)', () => {
  it('is what its labels say, and none where they say nothing of it', () => {
    const labels = {
      'org.opencontainers.image.title': 'api',
      'nx-helm.schema.name': 'app',
      'nx-helm.schema.version': '12',
      'nx-helm.schema.oldest': '9',
    };
    expect(schemaOf(image(labels))).toEqual({ name: 'app', version: 12, oldest: 9 });
    expect(schemaOf(image({ 'org.opencontainers.image.title': 'api' }))).toBeUndefined();
  });

  it.each([
    { 'nx-helm.schema.name': 'app' },
    { 'nx-helm.schema.name': 'app', 'nx-helm.schema.version': '2', 'nx-helm.schema.oldest': '3' },
    { 'nx-helm.schema.name': 'App_1', 'nx-helm.schema.version': '2', 'nx-helm.schema.oldest': '1' },
    {
      'nx-helm.schema.name': 'a'.repeat(21),
      'nx-helm.schema.version': '2',
      'nx-helm.schema.oldest': '1',
    },
    { 'nx-helm.schema.name': '', 'nx-helm.schema.version': '2', 'nx-helm.schema.oldest': '1' },
    {
      'nx-helm.schema.name': 'app',
      'nx-helm.schema.version': '202611290710',
      'nx-helm.schema.oldest': '1',
    },
    { 'nx-helm.schema.name': 'app', 'nx-helm.schema.version': '1.5', 'nx-helm.schema.oldest': '1' },
  ])('is refused where it cannot be understood: %j', (labels) => {
    const given = Object.fromEntries(
      Object.entries(labels).filter(([, value]) => value !== undefined),
    );
    expect(() => schemaOf(image(given))).toThrow(/NXHELM_SCHEMA_LABELS: .* Do: correct LABEL/);
  });

  it('has versions of up to nine digits, and the refusal of a longer one says so', () => {
    const versions = (version: string) => ({
      'nx-helm.schema.name': 'app',
      'nx-helm.schema.version': version,
      'nx-helm.schema.oldest': version,
    });
    const most = { name: 'app', version: 999_999_999, oldest: 999_999_999 };
    expect(schemaOf(image(versions('999999999')))).toEqual(most);
    expect(() => schemaOf(image(versions('1000000000')))).toThrow(/999999999 \(at most 9 digits\)/);
  });
});
