import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { isAlive } from '../../base/liveness.mjs';
import { useTestCluster } from '../../testing/test-cluster.ts';
import { writeFiles } from '../../testing/workspace.ts';
import type { DevOptions } from './options.ts';
import execute from './executor.ts';

jest.setTimeout(60_000);

const secret = 'correct-horse-battery-staple';
const deployment = {
  kind: 'Deployment',
  apiVersion: 'apps/v1',
  metadata: { name: 'web' },
  spec: {
    template: {
      spec: {
        containers: [
          {
            name: 'web',
            envFrom: [{ configMapRef: { name: 'web' } }],
            env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'key' } } }],
          },
        ],
      },
    },
  },
};
const pod = {
  metadata: { name: 'api-1', labels: { app: 'api' } },
  spec: { containers: [{ ports: [{ containerPort: 8000 }] }] },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
const service = { spec: { selector: { app: 'api' }, ports: [{ port: 80, targetPort: 8000 }] } };

/** What the app saw, and what the Service behind API_URL answered it. */
const app = `
import { writeFileSync } from 'node:fs';
const { API_URL, KEY, NODE_OPTIONS, POD } = process.env;
const answer = API_URL === undefined ? undefined : await (await fetch(API_URL)).text();
writeFileSync('seen.json', JSON.stringify({
  API_URL, POD, NODE_OPTIONS, keyLength: KEY?.length, answer, args: process.argv.slice(2),
}));
process.exit(Number(process.env.EXIT_CODE ?? 0));
`;

const kubectl = `echo "$*" >> calls
case "$*" in
  *'get namespace kube-system'*) printf here ;;
  *'get secrets'*'jsonpath'*) cat releases ;;
  *'get deployment web '*) cat deployment.json ;;
  *'get configmap web '*) cat config.json ;;
  *'get secret keys '*) cat keys.json ;;
  *'get service api '*) cat service.json ;;
  *'get pods '*) cat pods.json ;;
  *' port-forward '*)
    echo $$ > forward.pid
    echo "Forwarding from 127.0.0.1:$(cat port) -> 8000"
    exec sleep 600 ;;
esac
`;
const helm = `case "$1 $2" in
  version*) echo v4.2.4 ;;
  'get manifest') echo '---'; cat deployment.json ;;
esac
`;

let root: string;
let server: Server;
beforeEach(async () => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'nx-helm-dev-'));
  server = createServer((_request, response) => response.end('the cluster'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  useTestCluster(root, {
    kubectl: `cd ${root}\n${kubectl}`,
    helm: `cd ${root}\n${helm}`,
  });
  writeFiles(root, {
    'app.mjs': app,
    'package.json': '{}',
    releases: '{"name":"web","version":"1","status":"deployed","revision":"1","fingerprint":"1"}\n',
    'deployment.json': JSON.stringify(deployment),
    'config.json': JSON.stringify({
      data: { API_URL: 'http://api', POD: 'yes', NODE_OPTIONS: '--max-old-space-size=144' },
    }),
    'keys.json': JSON.stringify({ data: { key: Buffer.from(secret).toString('base64') } }),
    'service.json': JSON.stringify(service),
    'pods.json': JSON.stringify({ items: [pod] }),
    port: String((server.address() as AddressInfo).port),
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4, contexts: [test], cluster: here }\n',
    'environments/prod.yaml':
      'nxHelm: { kubeVersion: 1.34.4, contexts: [test], protection: [confirm] }\n',
    'environments/signed.yaml':
      'nxHelm: { kubeVersion: 1.34.4, contexts: [test], registry: r.example, attestationKey: keys.pem }\n',
    'environments/other.yaml':
      'nxHelm: { kubeVersion: 1.34.4, contexts: [test], cluster: elsewhere }\n',
  });
  for (const method of ['log', 'error'] as const)
    jest.spyOn(console, method).mockImplementation(() => undefined);
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true });
});

const context = (): ExecutorContext => ({
  root,
  cwd: root,
  isVerbose: false,
  projectName: 'web',
  targetName: 'dev',
  projectsConfigurations: {
    version: 2,
    projects: { web: { root: 'web' }, api: { root: 'api' } },
  },
  nxJsonConfiguration: {
    plugins: [
      {
        plugin: '@taskora/nx-helm',
        options: {
          namespace: 'acme',
          contexts: 'test',
          environmentsDirectory: 'environments',
          programsDirectory: 'bin',
        },
      },
    ],
  },
  projectGraph: { nodes: {}, dependencies: {} },
});

const run = (options: Partial<DevOptions> = {}) =>
  execute({ command: ['node', 'app.mjs', 'web'], ...options }, context());

const calls = (): string =>
  existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8') : '';
const said = (): string =>
  [...jest.mocked(console.log).mock.calls, ...jest.mocked(console.error).mock.calls].join('\n');
const seen = (): unknown => JSON.parse(readFileSync(join(root, 'seen.json'), 'utf8'));

describe('an app of this machine against an environment (K6)', () => {
  it('has the variables and Services of its pods, and is told the environment', async () => {
    expect(await run({ against: 'test', withoutVariables: ['POD'] })).toEqual({ success: true });
    expect(seen()).toEqual({
      API_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      keyLength: secret.length,
      answer: 'the cluster',
      args: ['web', '--against=test'],
    });
  });

  it('leaves no port-forward behind', async () => {
    await run({ against: 'test' });
    expect(isAlive(Number(readFileSync(join(root, 'forward.pid'), 'utf8')))).toBe(false);
  });

  it('brings no Secret to a disk, an argument or the output', async () => {
    await run({ against: 'test' });
    const files = readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true });
    for (const file of files.filter((each) => each.isFile()))
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain(secret);
    expect(calls()).not.toContain(secret);
    expect(said()).not.toContain(secret);
  });

  it('runs by itself, with its own variables, where no environment is named', async () => {
    expect(await run()).toEqual({ success: true });
    expect(seen()).toEqual({ args: ['web'] });
    expect(calls()).toBe('');
  });

  it.each([
    ['prod', 'NXHELM_DEV_PROTECTED', /^$/],
    ['signed', 'NXHELM_DEV_ATTESTED', /^$/],
    ['other', 'NXHELM_CLUSTER_OTHER', /^.* get namespace kube-system .*\n$/],
    ['none', 'NXHELM_ENVIRONMENT_MISSING', /^$/],
  ])('is refused in %s before anything is read (C3)', async (against, code, asked) => {
    expect(await run({ against })).toEqual({ success: false });
    expect(said()).toContain(code);
    expect(calls()).toMatch(asked);
    expect(existsSync(join(root, 'seen.json'))).toBe(false);
  });

  it('is refused where its release is not deployed, with the command that deploys it', async () => {
    writeFiles(root, { releases: '' });
    expect(await run({ against: 'test' })).toEqual({ success: false });
    expect(said()).toMatch(/NXHELM_NOT_INSTALLED: .*Do: npx nx run web:helm-deploy/);
  });

  it('fails as the app does, and ends the forwards all the same', async () => {
    writeFiles(root, { 'config.json': '{"data":{"API_URL":"http://api","EXIT_CODE":"3"}}' });
    expect(await run({ against: 'test' })).toEqual({ success: false });
    expect(said()).toMatch(/NXHELM_DEV_ENDED: .*exit code 3/);
    expect(isAlive(Number(readFileSync(join(root, 'forward.pid'), 'utf8')))).toBe(false);
  });
});
