import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../testing/workspace.ts';
import { refuseImagesOnly } from './live-request.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'live-request-'));
  writeFiles(root, {
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4, registry: r.example }\n',
    'environments/prod.yaml': 'nxHelm: { kubeVersion: 1.34.4, protection: [confirm] }\n',
    'environments/signed.yaml':
      'nxHelm: { kubeVersion: 1.34.4, registry: r.example, attestationKey: keys/images.pub.pem }\n',
  });
});
afterEach(() => rmSync(root, { recursive: true }));

function refuse(environment: string): void {
  const place = { environmentsDirectory: 'environments', contexts: 'test', namespace: 'acme' };
  const programs = { programsDirectory: 'bin', chart: 'charts/api' };
  refuseImagesOnly(root, { ...place, ...programs, environment }, 'api');
}

describe('a development session (P1)', () => {
  it.each([
    ['is protected', 'prod', /NXHELM_LIVE_PROTECTED: .*"prod" is protected/],
    [
      'runs attested images alone',
      'signed',
      /NXHELM_LIVE_ATTESTED: .*"signed" runs attested images alone.*nothing was changed.*Do: choose another one/,
    ],
  ])('is refused in an environment that %s', (_how, environment, message) => {
    expect(() => refuse(environment)).toThrow(message);
  });

  it('is taken elsewhere, also where images are pushed', () => {
    expect(() => refuse('test')).not.toThrow();
  });
});
