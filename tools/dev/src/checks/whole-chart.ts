import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { applyObjects } from '../cluster/kubectl.ts';
import { namespaceObject } from '../cluster/secret-objects.ts';
import { packChart, releaseFolder } from '../release/pack-chart.ts';
import type { Place } from '../release/publish-charts.ts';
import { productVersion, pushChart } from '../release/publish-charts.ts';
import { clearNamespace, frontEnds, removeNamespace, valuesBeside } from './beside.ts';
import { helm, namespace, readSecrets, release } from './whole-release.ts';

/** Not those of the separate releases, which run beside it. */
const nodePorts = { frontend: 30080, chatbot: 30081 };
const versionBefore = '0.0.1-before';
const account = {
  name: 'Whole',
  email: 'whole@taskora.example',
  password: randomBytes(12).toString('hex'),
};

/**
 * The whole chart as whoever has nothing but a registry and a cluster installs it: by digest from the
 * registry, upgraded, removed and installed again. One account goes through all of it, which shows
 * that neither the data nor the Secrets behind them have changed.
 */
export async function checkWholeChart(registry: string): Promise<number> {
  const place: Place = { registry, isPlain: true };
  const before = await publish(versionBefore, place);
  const present = await publish(productVersion(), place);
  await clearNamespace(namespace);
  try {
    await applyObjects([namespaceObject(namespace)]);
    const values = [
      `--values=${join(releaseFolder, 'charts/taskora/values-dev.yaml')}`,
      ...(await valuesBeside(nodePorts)),
    ];
    const chart = (reference: string) => [release, reference, '--plain-http', ...values];

    const began = Date.now();
    const notes = await helm('install', ...chart(before), ...waiting);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    shown(`all pods are ready ${seconds} s after helm install, whose images were on the node`);
    assert.match(notes, new RegExp(`helm status ${release} -n ${namespace}`));
    const [, said = ''] = /^Web app: +(\S+)$/m.exec(notes) ?? [];
    assert.match(
      notes,
      new RegExp(`port-forward service/${release}-frontend .*\\(leads ${said} there\\)`),
    );
    const web = await frontEnds(nodePorts);
    // As a browser does at the address that the notes name, which is another than the node's.
    await post(web, 'sign-up/email', said);
    const secrets = await readSecrets();
    shown(
      `installed by digest, and made ${secrets.map(({ metadata }) => metadata.name).join(', ')}`,
    );

    await helm('upgrade', ...chart(present), ...waiting, '--set=api.env.LOG_LEVEL=debug');
    await frontEnds(nodePorts);
    await post(web, 'sign-in/email');
    assert.deepEqual(await readSecrets(), secrets);
    shown('upgraded by digest; the account and the Secrets are as before');

    assert.match(await helm('status', release), /STATUS: deployed/);
    await helm('test', release, '--timeout=2m');
    shown('helm status and helm test find nothing');

    await helm('uninstall', release, '--wait', '--timeout=2m');
    assert.deepEqual(await readSecrets(), secrets);
    await helm('install', ...chart(present), ...waiting);
    await frontEnds(nodePorts);
    await post(web, 'sign-in/email');
    shown('removed and installed again; the account and the Secrets are as before');
    return 0;
  } finally {
    await removeNamespace(namespace);
  }
}

const waiting = ['--wait', '--timeout=4m'];

async function publish(version: string, place: Place): Promise<string> {
  const archive = await packChart('taskora', version, new Map());
  const chart = { name: 'taskora', version };
  return (await pushChart(archive, chart, place)).reference;
}

async function post(server: string, path: string, origin = server): Promise<void> {
  const answer = await fetch(`${server}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(account),
    signal: AbortSignal.timeout(15_000),
  });
  if (!answer.ok) throw failed(`${server} answers ${answer.status} to ${path}`);
}

const failed = (what: string): UserError =>
  new UserError('WHOLE_CHART_FAILED', what, 'npx nx run taskora:check-install');

const started = Date.now();

function shown(what: string): void {
  console.log(`${((Date.now() - started) / 1000).toFixed(0)} s: ${what}`);
}
