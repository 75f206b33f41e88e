import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { NxHelmError } from '../errors.ts';

/** The port of this machine that stays, whatever happens to the pods behind it. */
export interface LocalDoor {
  readonly port: number;
  close(): Promise<void>;
}

/** Where a connection is to be led now; waits while a rollout leaves nobody who could answer. */
export type WayIn = () => Promise<number | undefined>;

export async function openDoor(port: number, wayIn: WayIn, release: string): Promise<LocalDoor> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void lead(socket, wayIn);
  });
  await listen(server, port, release);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function lead(socket: Socket, wayIn: WayIn): Promise<void> {
  socket.on('error', () => socket.destroy());
  const port = await wayIn();
  if (port === undefined || socket.destroyed) return void socket.destroy();
  const onward = connect(port, '127.0.0.1');
  onward.on('error', () => socket.destroy());
  socket.on('close', () => onward.destroy());
  onward.on('close', () => socket.destroySoon());
  socket.pipe(onward).pipe(socket);
}

function listen(server: Server, port: number, release: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(doorError(port, release, error.code ?? error.message)),
    );
    // Only this machine: what is behind the door may have no login of its own.
    server.listen(port, '127.0.0.1', resolve);
  });
}

function doorError(port: number, release: string, reason: string): NxHelmError {
  const isBusy = reason === 'EADDRINUSE';
  return new NxHelmError({
    code: isBusy ? 'NXHELM_PORT_BUSY' : 'NXHELM_PORT_REFUSED',
    project: release,
    what: isBusy
      ? `port ${port} of this machine is in use by another program`
      : `port ${port} of this machine cannot be opened (${reason})`,
    command: `npx nx run ${release}:port-forward --port ${port < 1024 ? port + 8000 : port + 1}`,
  });
}
