import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../http.ts', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface LogLine {
  readonly level: string;
  readonly service: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** The server of the image as a process of its own, or another program that is given; resolves when it listens. */
export async function startHttpServer(
  variables: Readonly<Record<string, string>>,
  main: string = program,
) {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [main], {
    env: {
      OPS_CREDENTIALS: 'kubeconfig',
      ...variables,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  const output: string[] = [];
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const lines = createInterface(child.stdout);
  const listening = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      output.push(line);
      if (line.includes('the operations server listens')) resolve();
    });
  });
  await Promise.race([
    listening,
    ended.then(([code]) => {
      throw new Error(`the server ended with ${code}: ${stderr}`);
    }),
  ]);
  return {
    child,
    ended,
    output,
    log: (): LogLine[] => output.map((line) => JSON.parse(line) as LogLine),
    url: `http://127.0.0.1:${port}`,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
