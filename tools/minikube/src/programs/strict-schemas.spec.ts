import { fileName, strictSchemas } from './strict-schemas.ts';

const KIND = 'x-kubernetes-group-version-kind';
const kind = (group: string, version: string, name: string) => ({ group, version, kind: name });

const schemas = strictSchemas({
  definitions: {
    'io.k8s.api.Deployment': {
      type: 'object',
      required: ['spec'],
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        spec: { $ref: '#/definitions/io.k8s.api.Spec' },
      },
      [KIND]: [kind('apps', 'v1', 'Deployment')],
    },
    'io.k8s.api.Spec': {
      type: 'object',
      properties: {
        replicas: { type: 'integer' },
        again: { $ref: '#/definitions/io.k8s.api.Spec' },
        port: { $ref: '#/definitions/io.k8s.apimachinery.pkg.util.intstr.IntOrString' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: 'string' },
    'io.k8s.DeleteOptions': {
      type: 'object',
      [KIND]: [kind('', 'v1', 'DeleteOptions'), kind('apps', 'v1', 'DeleteOptions')],
    },
  },
});

describe('schemas for kubeconform (K6)', () => {
  it.each([
    ['', 'v1', 'Service', 'service-v1.json'],
    ['apps', 'v1', 'Deployment', 'deployment-apps-v1.json'],
    ['networking.k8s.io', 'v1', 'Ingress', 'ingress-networking-v1.json'],
  ])('of %s/%s %s lie where its template expects them', (group, version, name, expected) => {
    expect(fileName(kind(group, version, name))).toBe(expected);
  });

  it('are made for objects only', () => {
    expect([...schemas.keys()]).toEqual(['deployment-apps-v1.json']);
  });

  it('stand alone, also where definitions lead to themselves', () => {
    const schema = schemas.get('deployment-apps-v1.json');
    expect(Object.keys(schema?.['definitions'] as object)).toEqual([
      'io.k8s.api.Spec',
      'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    ]);
  });

  it('refuse unknown fields, take null for optional ones and numbers where the server does', () => {
    const schema = schemas.get('deployment-apps-v1.json');
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema?.['definitions']).toMatchObject({
      'io.k8s.api.Spec': {
        additionalProperties: false,
        properties: {
          replicas: { type: ['integer', 'null'] },
          labels: { type: ['object', 'null'], additionalProperties: { type: 'string' } },
        },
      },
      'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['string', 'integer', 'null'] },
    });
  });

  it('ask for the right apiVersion and kind', () => {
    expect(schemas.get('deployment-apps-v1.json')).toMatchObject({
      required: ['spec', 'apiVersion', 'kind'],
      properties: { apiVersion: { enum: ['apps/v1'] }, kind: { enum: ['Deployment'] } },
    });
  });
});
