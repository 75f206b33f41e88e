import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFolder } from './build-package.ts';
import { fieldRules } from './field-rules.ts';
import { fieldRulesText } from './field-rules-file.ts';

const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';
const intOrString = 'io.k8s.apimachinery.pkg.util.intstr.IntOrString';

function kind(version: string, name = 'Box') {
  return {
    properties: { metadata: {}, spec: ref('Spec'), status: ref('Spec') },
    'x-kubernetes-group-version-kind': [{ group: 'example.org', version, kind: name }],
  };
}

describe('the rules of fields', () => {
  const rules = fieldRules(
    {
      definitions: {
        Box: kind('v1'),
        BoxList: kind('v1', 'BoxList'),
        NewBox: kind('v1beta1'),
        Spec: {
          properties: {
            text: { type: 'string' },
            plain: ref('Plain'),
            parts: {
              items: ref('Part'),
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['name'],
            },
            atomicList: { items: { type: 'string' }, 'x-kubernetes-list-type': 'atomic' },
            labels: { additionalProperties: { type: 'string' } },
            selector: {
              additionalProperties: { type: 'string' },
              'x-kubernetes-map-type': 'atomic',
            },
            reference: ref('Reference'),
            port: ref(intOrString),
          },
        },
        Part: { properties: { limits: { additionalProperties: ref(quantity) } } },
        Plain: { properties: { text: { type: 'string' } } },
        Reference: { properties: { name: {} }, 'x-kubernetes-map-type': 'atomic' },
        Unreached: { properties: { size: ref(quantity) } },
        [quantity]: { type: 'string' },
        [intOrString]: { type: 'string' },
      },
    },
    'v1.2.3',
  );

  it('are those of kinds, also of versions that are not stable, and of their version', () => {
    expect(rules.kubernetes).toBe('v1.2.3');
    expect(rules.kinds).toEqual({
      'example.org/v1/Box': 'Box',
      'example.org/v1beta1/Box': 'NewBox',
    });
  });

  it('hold keys, maps, values that are one and amounts, and nothing that says nothing', () => {
    expect(rules.types).toEqual({
      Box: { spec: { type: 'Spec' } },
      NewBox: { spec: { type: 'Spec' } },
      Part: { limits: { value: 'quantity', isMap: true } },
      Spec: {
        parts: { type: 'Part', keys: ['name'] },
        labels: { isMap: true },
        selector: { isAtomic: true, isMap: true },
        reference: { isAtomic: true },
        port: { value: 'intOrString' },
      },
    });
  });

  it('in the plugin are what the document of Kubernetes gives', () => {
    const file = join(sourceFolder, 'src', 'cluster', 'field-rules.json');
    expect(readFileSync(file, 'utf8')).toBe(fieldRulesText());
  });
});
