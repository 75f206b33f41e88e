import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentWith } from '../base/settings.ts';
import { writeFiles } from '../testing/workspace.ts';
import { refuseConfiguredProxies } from './docker-proxies.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-proxies-'));
  jest.replaceProperty(process, 'env', environmentWith({ DOCKER_CONFIG: root }));
});
afterEach(() => rmSync(root, { recursive: true }));

const proxied = '{"proxies":{"default":{"httpProxy":"http://proxy.example"}}}';

describe('proxies that docker’s client adds to each build (N7)', () => {
  it('are refused with the place where they would be an input', () => {
    writeFiles(root, { 'config.json': proxied });
    expect(() => refuseConfiguredProxies({ name: 'docker' }, 'api')).toThrow(
      /^NXHELM_PROXY_HIDDEN: .*config\.json.*buildArguments.*npx nx run api:container/s,
    );
  });

  it('are nothing to podman, which does not read them', () => {
    writeFiles(root, { 'config.json': proxied });
    expect(() => refuseConfiguredProxies({ name: 'podman' }, 'api')).not.toThrow();
  });

  it.each([undefined, '{}', '{"proxies":{}}', '{"auths":{}}', 'no JSON'])(
    'are not missed where there are none: %j',
    (text) => {
      if (text !== undefined) writeFiles(root, { 'config.json': text });
      expect(() => refuseConfiguredProxies({ name: 'docker' }, 'api')).not.toThrow();
    },
  );
});
