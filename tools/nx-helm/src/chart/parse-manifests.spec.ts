import { manifestDocuments, parseManifests } from './manifest-objects.ts';

const manifest = `---
# Source: a comment alone is no object
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
mode: 0440
isOn: yes
date: 2026-11-21
time: 12:30
commit: 12e4567
huge: 1e400
newOctal: 0o440
y: 1
on: 2
quoted: "0440"
`;

describe('manifests as Helm reads them (N6)', () => {
  it('takes octal numbers and old booleans for what they are, dates and times for text', () => {
    expect(parseManifests(manifest)).toEqual([
      expect.objectContaining({
        mode: 0o440,
        isOn: true,
        date: '2026-11-21',
        time: '12:30',
        commit: '12e4567',
        huge: '1e400',
        newOctal: 0o440,
        true: 2,
        quoted: '0440',
      }),
    ]);
  });

  it.each([
    ['List', '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: a } }'],
    ['DeploymentList', '{ metadata: { name: a } }'],
    ['DeploymentList', '{ apiVersion: apps/v1, kind: Deployment, metadata: { name: a } }'],
  ])('take a %s for the objects in it: %s', (kind, item) => {
    const list = `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {}\nitems:\n- ${item}\n`;
    expect(parseManifests(list)).toEqual([
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } },
    ]);
    expect(parseManifests(`apiVersion: apps/v1\nkind: ${kind}\nitems: null\n`)).toEqual([]);
  });

  it('take what has a name for an object, whatever its kind is called', () => {
    const list = 'apiVersion: example.org/v1\nkind: AllowList\nmetadata: { name: a }\nitems: [b]\n';
    expect(parseManifests(list)).toEqual([expect.objectContaining({ kind: 'AllowList' })]);
  });

  it('are each read for themselves, however many were read between', () => {
    const numbered = (number: number): string => `kind: A\nmetadata: { name: "${number}" }\n`;
    const names = [...Array(40).keys(), ...Array(40).keys()].map(
      (number) => parseManifests(numbered(number))[0]?.metadata.name,
    );
    expect(names.map(Number)).toEqual([...Array(40).keys(), ...Array(40).keys()]);
  });

  describe('with a key that stands twice', () => {
    const twice = '---\n# Source: app/templates/a.yaml\nkind: A\nmetadata: { name: a }\n';
    const manifests = `${twice}---\n# Source: app/templates/b.yaml\nkind: B\nmetadata: { name: b }\ndata:\n  one: 1\n  one: 2\n`;

    it('are refused with its template and path, where a render is asked to have none', () => {
      expect(() => manifestDocuments(manifests, 'refused')).toThrow(
        'NXHELM_MANIFEST_UNREADABLE: the manifest of app/templates/b.yaml cannot be read as YAML: the key "data.one" is a duplicate, first in line 10 (line 11). Do: correct app/templates/b.yaml, then npx nx run <project>:helm-template',
      );
    });

    it('have the last, as the cluster that took them does', () => {
      expect(parseManifests(manifests)[1]).toMatchObject({ data: { one: 2 } });
    });
  });
});
