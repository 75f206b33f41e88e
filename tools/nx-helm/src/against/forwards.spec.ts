import type { Kubectl } from '../cluster/connect.ts';
import { ask, servedPods, servedService } from '../testing/served-pods.ts';
import type { ForwardsRequest } from './forwards.ts';
import { openForwards } from './forwards.ts';

const { selector, targetPort } = servedService;
const services: Readonly<Record<string, object>> = {
  'acme/web': { spec: { selector, ports: [{ port: 80, targetPort }] } },
  'acme/mail': { spec: { type: 'ExternalName', externalName: 'mail.example.org' } },
  'acme/outside': { spec: { ports: [{ port: 80 }] } },
  'other/web': { spec: { selector, ports: [{ port: 8000, targetPort }] } },
};

async function createForwards() {
  const pods = servedPods();
  await pods.start('web-1', '2026-01-01T00:00:00Z');
  const stopping = new AbortController();
  const said: string[] = [];
  const kubectlIn = (namespace: string): Kubectl => ({
    namespace,
    read: pods.kubectl.read,
    try: (args) => {
      if (args[1] !== 'service') return pods.kubectl.try(args);
      const service = services[`${namespace}/${args[2] ?? ''}`];
      const stdout = service === undefined ? '' : JSON.stringify(service);
      return Promise.resolve({ exitCode: 0, stdout, stderr: '' });
    },
  });
  const request: ForwardsRequest = {
    release: 'chatbot',
    namespace: 'acme',
    releases: new Set(['api', 'chatbot', 'web']),
    environment: 'staging',
    connectTo: (namespace) => ({
      kubectl: kubectlIn(namespace),
      followKubectl: pods.followKubectl,
    }),
    stop: stopping.signal,
    say: (message) => said.push(message),
    pollMilliseconds: 5,
  };
  return { pods, stopping, said, request };
}

const portOf = (local: string | undefined): number => Number(local?.split(':')[1]);

describe('forwards to the Services of an environment (K6)', () => {
  it('are one for each port of a Service, stay over a rollout, and end with the run', async () => {
    const { pods, stopping, request } = await createForwards();
    const addresses = [
      { host: 'web', port: 80 },
      { host: 'web.acme.svc', port: 80 },
      { host: 'web.other.svc.cluster.local', port: 8000 },
    ];
    const { localOf, ended } = await openForwards(addresses, request);
    const [own, same, other] = addresses.map((address) => localOf(address));
    expect(same).toBe(own);
    expect(other).not.toBe(own);
    for (const local of [own, other]) expect(await ask(portOf(local))).toBe('web-1');
    await pods.end('web-1');
    const answer = ask(portOf(own));
    await pods.start('web-2', '2026-01-01T00:01:00Z');
    expect(await answer).toBe('web-2');
    stopping.abort();
    await ended;
    expect(pods.running()).toBe(0);
    await expect(ask(portOf(own))).rejects.toThrow('ECONNREFUSED');
    await pods.end('web-2');
  });

  it('are not for what is outside of the cluster, which keeps its address', async () => {
    const { pods, stopping, said, request } = await createForwards();
    const addresses = [
      { host: 'mail', port: 25 },
      { host: 'outside', port: 80 },
      { host: 'unknown', port: 80 },
      { host: 'example.org', port: 443 },
    ];
    const { localOf, ended } = await openForwards(addresses, request);
    expect(addresses.map((address) => localOf(address))).toEqual([
      'mail.example.org:25',
      ...[undefined, undefined, undefined],
    ]);
    expect(said).toEqual([
      'outside:80 selects no pods by that port, and is left as it is',
      'unknown:80 is no Service of namespace acme, and is left as it is',
    ]);
    stopping.abort();
    await ended;
    await pods.end('web-1');
  });

  it('are refused where a release of the workspace is not there, with the command that deploys it', async () => {
    const { pods, request } = await createForwards();
    await expect(openForwards([{ host: 'api', port: 80 }], request)).rejects.toThrow(
      /^NXHELM_DEV_SERVICE: it needs api:80, and the release api has no Service in namespace acme .*Do: npx nx run api:helm-deploy -c staging$/,
    );
    await pods.end('web-1');
  });
});
