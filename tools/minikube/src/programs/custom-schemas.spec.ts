import { customSchemas } from './custom-schemas.ts';

const definitions = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: routes.gateway.networking.k8s.io }
spec:
  group: gateway.networking.k8s.io
  names: { kind: HTTPRoute }
  versions:
    - name: v1
      served: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            apiVersion: { type: string }
            kind: { type: string }
            metadata: { type: object }
            spec:
              type: object
              required: [name]
              properties:
                name: { type: string }
                mode: { type: string, enum: [a, b] }
                rules: { type: array, items: { type: object, properties: { port: { type: integer } } } }
                free: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: {} }
                labels: { type: object, additionalProperties: { type: string } }
    - name: v1alpha1
      served: false
      schema: { openAPIV3Schema: { type: object } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: no-definition }
`;
const schemas = customSchemas(definitions);

describe('schemas of custom resources (K6)', () => {
  it('lie where kubeconform’s template expects them, for the versions that are served', () => {
    expect([...schemas.keys()]).toEqual(['httproute-gateway-v1.json']);
  });

  it('say which object they are of', () => {
    expect(schemas.get('httproute-gateway-v1.json')).toMatchObject({
      additionalProperties: false,
      required: ['spec', 'apiVersion', 'kind'],
      properties: {
        apiVersion: { enum: ['gateway.networking.k8s.io/v1'] },
        kind: { enum: ['HTTPRoute'] },
      },
    });
  });

  it('refuse unknown fields at every depth, and take null for what is optional', () => {
    expect(schemas.get('httproute-gateway-v1.json')?.['properties']).toMatchObject({
      metadata: { type: ['object', 'null'] },
      spec: {
        type: 'object',
        additionalProperties: false,
        properties: {
          name: { type: 'string' },
          mode: { type: ['string', 'null'], enum: ['a', 'b', null] },
          rules: {
            items: {
              additionalProperties: false,
              properties: { port: { type: ['integer', 'null'] } },
            },
          },
          free: { 'x-kubernetes-preserve-unknown-fields': true },
          labels: { additionalProperties: { type: 'string' } },
        },
      },
    });
    expect(
      JSON.stringify(schemas.get('httproute-gateway-v1.json')?.['properties']).match(
        /"additionalProperties":false/g,
      ),
    ).toHaveLength(2);
  });
});
