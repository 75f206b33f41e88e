import { strict as assert } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { nodeHosts } from '../checks/beside.ts';
import { applyObjects, kubectl } from '../cluster/kubectl.ts';
import { readClusterFacts } from '../environment-check/cluster-facts.ts';
import { compareEnvironment } from '../environment-check/compare.ts';
import { readEnvironmentText } from '../environment-check/environment-text.ts';
import { workspaceRoot } from '../environment.ts';
import { run } from '../run.ts';
import { waitUntil } from '../wait.ts';
import { keyDigest, makeCertificate } from './certificate.ts';
import { installRouting, removeRouting } from './cluster.ts';
import { again, edge, environments, hosts, product, type RoutingKind } from './place.ts';
import { modelObjects } from './pods.ts';
import { deployProduct, renderProduct } from './product.ts';
import { showAuthorization, showCalendars, showMcp, showStreams, showVisitors } from './shown.ts';
import { startProxy } from './through-proxy.ts';
import { ask, type Entrance } from './visitor.ts';

/** What `infra:environment-check` says of an environment and this cluster. */
async function findingsOf(name: RoutingKind): Promise<string[]> {
  const file = `infra/environments/${name}.yaml`;
  const text = readFileSync(join(workspaceRoot, file), 'utf8');
  const facts = await readClusterFacts({ ask: kubectl }, product);
  return compareEnvironment(readEnvironmentText(file, text), facts).map(({ what }) => what);
}

/** A routing that somebody else installed is neither used nor replaced. */
async function refuseForeign(): Promise<void> {
  const { apiVersions, ingressClasses } = await readClusterFacts({ ask: kubectl }, product);
  const found = [
    ...ingressClasses.map(({ name }) => `the Ingress class ${name}`),
    ...(apiVersions.has('gateway.networking.k8s.io') ? ['the Gateway API'] : []),
  ];
  if (found.length === 0) return;
  throw new UserError(
    'ROUTING_PRESENT',
    `the cluster has ${found.join(' and ')} already, beside which no other is tried`,
    'npm run down -- --cluster, then npm run up, or use the routing that is there: npx nx run infra:environment-check',
  );
}

async function findEntrance(authority: string): Promise<Entrance> {
  let found: Entrance | undefined;
  const isReached = async (): Promise<boolean> => {
    for (const node of await nodeHosts()) {
      const entrance = { node: node === 'localhost' ? '127.0.0.1' : node, authority };
      const answers = await Promise.allSettled(
        Object.values(hosts).map((host) => ask(entrance, { host, path: '/ready' })),
      );
      const areReady = answers.map(
        (each) => each.status === 'fulfilled' && each.value.status === 200,
      );
      if (areReady.every(Boolean)) found = entrance;
    }
    return found !== undefined;
  };
  await waitUntil(isReached, { timeoutSeconds: 60 });
  if (found !== undefined) return found;
  const what = `${Object.values(hosts).join(' and ')} do not answer through the routing`;
  throw new UserError('ROUTING_FAILED', what, `kubectl -n ${edge} logs deployment/traefik`);
}

async function showStory(entrance: Entrance, key: string): Promise<void> {
  const proxy = await startProxy(entrance.node);
  const folder = mkdtempSync(join(tmpdir(), 'taskora-authority-'));
  try {
    const authority = join(folder, 'ca.crt');
    writeFileSync(authority, entrance.authority);
    const patience = ['--workers', '1', '--timeout', '180000'];
    const story = ['test', '-c', 'apps/e2e/playwright.config.ts', ...patience, '--grep', '@route'];
    const { exitCode } = await run('playwright', story, {
      environment: {
        WEB_URL: `https://${hosts.web}`,
        CHATBOT_URL: `https://${hosts.chatbot}`,
        BROWSER_PROXY: proxy.url,
        BROWSER_TRUSTED_KEY: key,
        NODE_EXTRA_CA_CERTS: authority,
      },
      inherit: true,
    });
    if (exitCode !== 0) throw new UserError('ROUTING_FAILED', 'the browser story failed', again);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await proxy.stop();
  }
}

const stopwatch = Date.now();
const shown = (what: string): void =>
  console.log(`${((Date.now() - stopwatch) / 1000).toFixed(0)} s: ${what}`);

/**
 * The product behind a real controller, by an Ingress and by routes of a Gateway: people, programs and
 * streams that last for as long as is said.
 */
export async function checkRouting(streamSeconds: number): Promise<number> {
  await removeRouting();
  try {
    await refuseForeign();
    assert.match((await findingsOf('ingress')).join(), /no Ingress class.*no Secret/);
    assert.match((await findingsOf('gateway')).join(), /no Gateway API/);
    shown('environment-check names what the cluster lacks for either kind');

    const certificate = await makeCertificate();
    await installRouting(certificate);
    for (const name of environments) assert.deepEqual(await findingsOf(name), []);
    shown('Traefik serves, and environment-check finds that both kinds fit');

    await applyObjects(modelObjects(streamSeconds));
    for (const name of environments) {
      await renderProduct(name);
      await deployProduct('embedded');
      const entrance = await findEntrance(certificate.authority);
      shown(`${name}: the product is deployed`);
      await showMcp(entrance);
      await showAuthorization(entrance);
      await showCalendars(entrance);
      await showStory(entrance, keyDigest(certificate));
      if (name === 'ingress') await showVisitors(certificate);
      await deployProduct('slow');
      await showStreams(entrance, streamSeconds);
      shown(`${name}: people, programs and streams pass`);
    }
    return 0;
  } finally {
    await removeRouting();
  }
}
