import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeElsewhere } from './environment.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minikube-environments-'));
  const files = {
    prod: 'nxHelm: { contexts: [prod, prod-eu] }',
    staging: 'nxHelm: { contexts: "staging" }',
    ci: 'nxHelm: { contexts: [minikube] }',
    both: 'nxHelm: { contexts: [minikube, prod] }',
    open: 'nxHelm: {}',
    broken: 'nxHelm: {',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.yaml`), text);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const elsewhere = (names: string) => describeElsewhere({ folder, names, context: 'minikube' });

describe('a run for an environment (C3)', () => {
  it.each([
    ['prod', 'prod is in prod, prod-eu'],
    ['prod,staging', 'prod is in prod, prod-eu; staging is in staging'],
  ])('that is on no Minikube needs none: %s', async (names, text) => {
    expect(await elsewhere(names)).toBe(text);
  });

  it.each(['ci', 'both', 'prod,ci', 'open', 'broken', 'missing', ''])(
    'that is, or may be, on the Minikube needs it: %j',
    async (names) => {
      expect(await elsewhere(names)).toBeUndefined();
    },
  );
});
