import { parseManifests } from './parse-manifests.ts';

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
        quoted: '0440',
      }),
    ]);
  });
});
