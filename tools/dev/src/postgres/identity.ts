import { run } from '@taskora/base/run';

export interface Identity {
  uid: number;
  gid: number;
}

/** The user that PostgreSQL runs as when this process is root, which it refuses to run as. */
export async function serverIdentity(): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const number = async (flag: string) => Number((await run('id', [flag, 'nobody'])).stdout);
  return { uid: await number('-u'), gid: await number('-g') };
}
