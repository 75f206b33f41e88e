import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { searchPath, workspaceRoot } from '../environment.ts';
import { prometheusProgram } from '../monitoring/programs.ts';
import { freePort } from '../ports.ts';
import { waitForHttp } from '../wait.ts';
import { SCRAPE_MILLISECONDS } from './scripted-metrics.ts';

export interface Target {
  readonly address: string;
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Labels made of others, as a configuration of Prometheus has them. */
  readonly relabel?: readonly object[];
}

export interface FiringAlert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RunningPrometheus {
  alerts(): Promise<readonly FiringAlert[]>;
  /** The values of a query, by the labels of each series. */
  query(expression: string): Promise<readonly { labels: Record<string, string>; value: number }[]>;
  stop(): Promise<void>;
}

function configurationOf(targets: readonly Target[]): string {
  const interval = `${SCRAPE_MILLISECONDS}ms`;
  return stringify({
    global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
    rule_files: ['rules.yaml'],
    scrape_configs: targets.map(({ address, path, labels, relabel = [] }, index) => ({
      job_name: `target-${index}`,
      metrics_path: path,
      // Scripted series have the labels that a cluster would give them.
      honor_labels: true,
      static_configs: [{ targets: [address], labels }],
      relabel_configs: relabel,
    })),
  });
}

/** A Prometheus of its own, with its data in a folder that ends with it. */
export async function startPrometheus(
  rules: string,
  targets: readonly Target[],
): Promise<RunningPrometheus> {
  const program = prometheusProgram(workspaceRoot, 'prometheus', searchPath());
  const folder = mkdtempSync(join(tmpdir(), 'taskora-prometheus-'));
  writeFileSync(join(folder, 'rules.yaml'), rules);
  writeFileSync(join(folder, 'prometheus.yml'), configurationOf(targets));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    program,
    [
      '--config.file=prometheus.yml',
      '--storage.tsdb.path=data',
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.on('data', (text) => (log += String(text)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await waitForHttp(`http://${address}/-/ready`, { timeoutSeconds: 30 }))) {
    await stop();
    throw new Error(`Prometheus did not start:\n${log}`);
  }
  const ask = async <Data>(path: string): Promise<Data> => {
    const response = await fetch(`http://${address}/api/v1/${path}`);
    const { data } = (await response.json()) as { data: Data };
    return data;
  };
  return {
    alerts: async () => (await ask<{ alerts: FiringAlert[] }>('alerts')).alerts,
    query: async (expression) => {
      interface Answer {
        readonly result: readonly { metric: Record<string, string>; value: [number, string] }[];
      }
      const { result } = await ask<Answer>(`query?query=${encodeURIComponent(expression)}`);
      return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    stop,
  };
}
