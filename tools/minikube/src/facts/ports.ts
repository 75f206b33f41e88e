import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { Problem } from '../errors.ts';

/** Whether anything listens on a port, found by trying to. */
export function isPortTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

const LISTENING = '0A';

/** The process that listens on a port, where the system lets us see it. */
export function listenerOf(port: number): { pid: number; name: string } | undefined {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readRows(file));
  const row = rows.find((one) => one[1]?.endsWith(`:${hexPort}`) === true && one[3] === LISTENING);
  const socket = `socket:[${row?.[9] ?? ''}]`;
  const pid = readNames('/proc').find((name) => /^\d+$/.test(name) && holds(name, socket));
  if (row === undefined || pid === undefined) return undefined;
  return { pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() };
}

const readRows = (file: string): string[][] => {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').slice(1);
    return lines.map((line) => line.trim().split(/\s+/));
  } catch {
    return [];
  }
};

const readNames = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

function holds(pid: string, socket: string): boolean {
  return readNames(`/proc/${pid}/fd`).some((name) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${name}`) === socket;
    } catch {
      return false;
    }
  });
}

/** Refuses when anybody but the cluster itself listens where web and chatbot are to be reached. */
export async function checkPorts(
  ports: readonly number[],
  isCluster: (pid: number) => boolean = () => false,
): Promise<void> {
  for (const port of ports) {
    const taken = (await isPortTaken(port, '0.0.0.0')) || (await isPortTaken(port, '::'));
    if (!taken) continue;
    const holder = listenerOf(port);
    if (holder !== undefined && isCluster(holder.pid)) continue;
    const who = holder === undefined ? '' : ` by ${holder.name} (process ${holder.pid})`;
    const fix = holder === undefined ? `ss -ltnp 'sport = :${port}'` : `kill ${holder.pid}`;
    throw new Problem(
      'PORT_TAKEN',
      `port ${port} is taken${who}, and the cluster serves Taskora there`,
      `${fix}, then run this command again`,
    );
  }
}
