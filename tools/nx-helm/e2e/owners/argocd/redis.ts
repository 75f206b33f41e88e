import { connect } from 'node:net';
import { join } from 'node:path';
import { unpackDebianPrograms } from '../../debian-programs.ts';
import type { Controllers } from '../controllers.ts';
import { freePort } from '../controllers.ts';

/** With the libraries that a machine need not have. */
const packages = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];

/** Debian's Redis, of this machine alone and with nothing on the disk; where it listens. */
export async function startRedis(controllers: Controllers): Promise<string> {
  const programs = await unpackDebianPrograms(packages, join(controllers.scratch, 'redis'));
  const port = await freePort();
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  await controllers.start([...programs.run, 'redis-server', ...args], () => listens(port));
  return `127.0.0.1:${port}`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', () => end(true)).on('error', () => end(false));
  });
}
