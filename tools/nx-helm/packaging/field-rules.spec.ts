import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFolder } from './build-package.ts';
import { fieldRules } from './field-rules.ts';
import { fieldRulesText } from './field-rules-file.ts';

const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const quantity = 'io.k8s.apimachinery.pkg.api.resource.Quantity';

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
          },
        },
        Part: { properties: { limits: { additionalProperties: ref(quantity) } } },
        Plain: { properties: { text: { type: 'string' } } },
        Reference: { properties: { name: {} }, 'x-kubernetes-map-type': 'atomic' },
        Unreached: { properties: { size: ref(quantity) } },
        [quantity]: { type: 'string' },
      },
    },
    'v1.2.3',
  );

  it('are those of stable kinds, of their version', () => {
    expect(rules.kubernetes).toBe('v1.2.3');
    expect(rules.kinds).toEqual({ 'example.org/v1/Box': 'Box' });
  });

  it('hold keys, maps, values that are one and amounts, and nothing that says nothing', () => {
    expect(rules.types).toEqual({
      Box: { spec: { type: 'Spec' } },
      Part: { limits: { value: 'quantity', isMap: true } },
      Spec: {
        parts: { type: 'Part', keys: ['name'] },
        labels: { isMap: true },
        selector: { isAtomic: true, isMap: true },
        reference: { isAtomic: true },
      },
    });
  });

  it('in the plugin are what the document of Kubernetes gives', () => {
    const file = join(sourceFolder, 'src', 'cluster', 'field-rules.json');
    expect(readFileSync(file, 'utf8')).toBe(fieldRulesText());
  });
});
