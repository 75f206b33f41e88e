import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { searchPath, workspaceRoot } from '../environment.ts';
import { freePort } from '../ports.ts';
import { startPrometheus, type RunningPrometheus, type Target } from '../testing/prometheus.ts';
import { hurried } from '../testing/promql.ts';
import { serveScripted, type ScriptedMetrics } from '../testing/scripted-metrics.ts';
import { waitForHttp, waitUntil } from '../wait.ts';
import { prometheusProgram } from './programs.ts';
import { ruleText } from './rules.ts';
import { readMonitoring, type Alert, type Series } from './source.ts';
import { pythonProgram } from '../../setup/programs.mjs';

jest.setTimeout(150_000);

const { alerts } = readMonitoring(workspaceRoot);
const rules = ruleText(alerts.map(hurried));

const processes: ChildProcess[] = [];
const running: RunningPrometheus[] = [];
const scripted: ScriptedMetrics[] = [];

afterEach(async () => {
  for (const each of processes.splice(0)) each.kill('SIGKILL');
  for (const each of running.splice(0)) await each.stop();
  for (const each of scripted.splice(0)) await each.close();
});

const labelsOf = (id: string): Record<string, string> =>
  Object.fromEntries(
    [...id.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

const isUp = ({ series }: Series): boolean => series.startsWith('up{');

/** Prometheus itself makes `up` of whether a target answers, so those series are targets, live or dead. */
async function watch(kind: 'fires' | 'quiet', cases: readonly Alert[]): Promise<RunningPrometheus> {
  const served = await serveScripted(
    cases.map((alert) => ({
      name: alert.name,
      series: alert.cases[kind].filter((series) => !isUp(series)),
    })),
  );
  scripted.push(served);
  const address = `127.0.0.1:${served.port}`;
  const targets = cases.flatMap((alert): Target[] => {
    const { name } = alert;
    const targetsOfUp = alert.cases[kind].filter(isUp).map(({ series, from }) => ({
      address,
      path: from === 0 ? '/nobody' : `/${name}`,
      labels: labelsOf(series),
    }));
    return [...targetsOfUp, { address, path: `/${name}`, labels: { job: `script-${name}` } }];
  });
  const prometheus = await startPrometheus(rules, targets);
  running.push(prometheus);
  return prometheus;
}

const namesOf = async (prometheus: RunningPrometheus, state?: string): Promise<string[]> => {
  const found = (await prometheus.alerts()).filter(
    (alert) => (state ?? alert.state) === alert.state,
  );
  return [...new Set(found.map(({ labels }) => labels['alertname'] ?? ''))].toSorted();
};

const all = alerts.map(({ name }) => name).toSorted();

describe('a Prometheus that runs (K9)', () => {
  it('fires each alert for its cause, with texts that are whole, and none without', async () => {
    // A minute of the rules is a second here.
    const quiet = await watch('quiet', alerts);
    const fires = await watch('fires', alerts);
    let firing: string[] = [];
    await waitUntil(
      async () => {
        firing = await namesOf(fires, 'firing');
        return firing.length === all.length;
      },
      { timeoutSeconds: 100 },
    );
    expect(firing).toEqual(all);
    // It has run for longer than every alert waits; what is pending there would have fired.
    expect(await namesOf(quiet, 'firing')).toEqual([]);
    for (const { annotations } of await fires.alerts()) {
      expect(Object.values(annotations).join(' ')).not.toMatch(/<no value>|error expanding|\{\{/);
    }
  });

  it('reads the exporters of the services, by the configuration of docs/monitoring.md', async () => {
    const [apiPort, apiMetrics, webMetrics] = [
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const python = pythonProgram(join(workspaceRoot, '.venv'), 'python');
    const environment = {
      PATH: searchPath(),
      PYTHONPATH: join(workspaceRoot, 'apps/api/src'),
      DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:1/none',
      AUTH_JWKS_URL: 'http://127.0.0.1:1/jwks',
      HOST: '127.0.0.1',
      PORT: String(apiPort),
      METRICS_PORT: String(apiMetrics),
    };
    const options = { env: environment as NodeJS.ProcessEnv, stdio: 'ignore' } as const;
    const exporter = join(__dirname, '../__fixtures__/front-end-exporter.ts');
    processes.push(
      spawn(python, ['-m', 'taskora_api'], options),
      spawn(process.execPath, [exporter, String(webMetrics)], { stdio: 'ignore' }),
    );
    const addresses = [
      `http://127.0.0.1:${apiPort}/health`,
      ...[apiMetrics, webMetrics].map((port) => `http://127.0.0.1:${port}/metrics`),
    ];
    for (const address of addresses) {
      expect(await waitForHttp(address, { timeoutSeconds: 60 })).toBe(true);
    }
    // What an orchestrator asks: the database of this API is away.
    await fetch(`http://127.0.0.1:${apiPort}/ready`);

    const document = readFileSync(join(workspaceRoot, 'docs/monitoring.md'), 'utf8');
    const [, text = ''] = /```yaml\n(scrape_configs:[^]*?)```/.exec(document) ?? [];
    const configuration = parse(text) as { scrape_configs: { relabel_configs: object[] }[] };
    const relabel = configuration.scrape_configs[0]?.relabel_configs ?? [];
    const podOf = (service: string, port: number): Target => ({
      address: `127.0.0.1:${port}`,
      path: '/metrics',
      relabel,
      labels: {
        __meta_kubernetes_pod_label_app_kubernetes_io_part_of: 'taskora',
        __meta_kubernetes_pod_annotation_prometheus_io_scrape: 'true',
        __meta_kubernetes_pod_container_port_name: 'metrics',
        __meta_kubernetes_pod_label_app_kubernetes_io_name: service,
        __meta_kubernetes_namespace: 'taskora',
        __meta_kubernetes_pod_name: `${service}-1`,
      },
    });
    const prometheus = await startPrometheus(rules, [
      podOf('api', apiMetrics),
      podOf('web', webMetrics),
    ]);
    running.push(prometheus);
    await waitUntil(
      async () => (await namesOf(prometheus, 'firing')).includes('TaskoraDatabaseDown'),
      { timeoutSeconds: 60 },
    );
    const down = (await prometheus.alerts()).filter(
      ({ labels }) => labels['alertname'] === 'TaskoraDatabaseDown',
    );
    expect(down.map(({ labels }) => labels)).toEqual([
      {
        alertname: 'TaskoraDatabaseDown',
        job: 'taskora-api',
        namespace: 'taskora',
        severity: 'critical',
      },
    ]);
    const requests = await prometheus.query('http_server_request_duration_seconds_count');
    const routes = requests.map(({ labels }) => `${labels['job']} ${labels['route']}`).toSorted();
    expect(routes).toEqual(['taskora-api /health', 'taskora-api /ready', 'taskora-web /tasks']);

    const promtool = prometheusProgram(workspaceRoot, 'promtool', searchPath());
    for (const port of [apiMetrics, webMetrics]) {
      const input = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const { stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], {
        input,
        encoding: 'utf8',
      });
      const own = (stdout + stderr)
        .split('\n')
        .filter((line) => /^(taskora|http_server)_/.test(line));
      expect(own).toEqual([]);
    }
  });
});
