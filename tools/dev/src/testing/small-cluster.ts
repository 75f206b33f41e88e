import pg from 'pg';
import type { Cluster, Pod } from '../rotation/cluster.ts';
import type { SecretChange, SecretContent } from '../rotation/sides.ts';
import { askAt, type DatabaseImage } from './database-image.ts';

interface Running {
  readonly deployment: string;
  readonly url: string;
  readonly pool: pg.Pool;
  readonly requests: Promise<void>[];
  isEnding: boolean;
}

const urlKeys: Readonly<Record<string, string>> = {
  api: 'api-url',
  web: 'auth-url',
  chatbot: 'auth-url',
};

function changed(
  record: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string | null>> = {},
): Record<string, string> {
  const all = Object.entries({ ...record, ...change });
  return Object.fromEntries(all.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** Pods that are pools of connections to a real database, and Secrets that it starts with. */
export class SmallCluster implements Cluster {
  secrets: Record<string, SecretContent>;
  readonly running = new Map<string, Running>();
  readonly failures: unknown[] = [];
  served = 0;
  /** Called before each change; may throw, as a process that is killed. */
  before: (step: string) => void | Promise<void> = () => undefined;
  #number = 0;

  readonly database: DatabaseImage;

  constructor(database: DatabaseImage) {
    this.database = database;
    this.secrets = {
      'taskora-database': {
        annotations: {},
        data: {
          'superuser-password': 'super',
          'api-password': 'api1',
          'auth-password': 'auth1',
          'api-url': database.address('taskora_api', 'api1'),
          'auth-url': database.address('taskora_auth', 'auth1'),
        },
      },
      'taskora-next': { annotations: {}, data: { 'server-actions-key': 'first' } },
      'taskora-auth': { annotations: {}, data: { secret: 'first' } },
      'taskora-demo': { annotations: {}, data: { email: 'demo@taskora.example', password: 'old' } },
    };
  }

  get data(): Readonly<Record<string, string>> {
    return this.secrets['taskora-database']?.data ?? {};
  }

  startPod(deployment: string): void {
    this.#number += 1;
    const url = this.data[urlKeys[deployment] ?? ''] ?? '';
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    pool.on('error', () => undefined);
    const pod = { deployment, url, pool, requests: [], isEnding: false };
    this.running.set(`${deployment}-${this.#number}`, pod);
  }

  /** One request at each Deployment, to a pod that serves. */
  serve(): void {
    for (const deployment of Object.keys(urlKeys)) {
      const all = [...this.running.values()].filter((each) => each.deployment === deployment);
      const pods = all.filter(({ isEnding }) => !isEnding);
      const pod = pods[this.served % Math.max(pods.length, 1)];
      this.served += 1;
      if (pod === undefined) this.failures.push(new Error(`nobody serves ${deployment}`));
      else pod.requests.push(this.#request(pod.pool));
    }
  }

  async #request(pool: pg.Pool): Promise<void> {
    try {
      await pool.query('select 1');
    } catch (error) {
      this.failures.push(error);
    }
  }

  async readSecret(name: string): Promise<SecretContent> {
    const found = this.secrets[name];
    if (found === undefined) throw new Error(`no Secret ${name}`);
    return found;
  }

  async findSecret(name: string): Promise<SecretContent | undefined> {
    return this.secrets[name];
  }

  async patchSecret(name: string, { data, annotations }: SecretChange): Promise<void> {
    await this.before(`patch ${name}`);
    const now = await this.readSecret(name);
    this.secrets[name] = {
      data: changed(now.data, data),
      annotations: changed(now.annotations, annotations),
    };
    this.database.mount(this.data);
  }

  async query(statements: string): Promise<string> {
    const isChange = !/^\s*select /.test(statements);
    if (isChange) await this.before('query');
    return (await this.database.ask(statements)).map((row) => row.join('|')).join('\n');
  }

  async signIn(login: string, password: string): Promise<void> {
    await askAt(this.database.address(login, password), 'select 1');
  }

  async mountedPassword(key: string): Promise<string> {
    return this.data[key] ?? '';
  }

  async podsOf(deployment: string): Promise<{ wanted: number; pods: Pod[] }> {
    this.serve();
    const url = this.data[urlKeys[deployment] ?? ''];
    const pods = [...this.running].filter(([, pod]) => pod.deployment === deployment);
    return {
      wanted: 2,
      pods: pods.map(([name, pod]) => ({
        name,
        isReady: !pod.isEnding,
        isEnding: pod.isEnding,
        isCurrent: pod.isEnding ? undefined : pod.url === url,
      })),
    };
  }

  async evict(name: string): Promise<boolean> {
    await this.before('evict');
    const pod = this.running.get(name);
    if (pod === undefined) return false;
    pod.isEnding = true;
    this.startPod(pod.deployment);
    void this.#end(name, pod);
    return true;
  }

  /** Requests that it has begun are finished first. */
  async #end(name: string, { requests, pool }: Running): Promise<void> {
    await Promise.all(requests);
    await pool.end();
    this.running.delete(name);
  }

  async pause(): Promise<void> {
    this.serve();
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Ends all pods; what failed until then is in `failures`. */
  async close(): Promise<void> {
    const left = [...this.running].filter(([, { isEnding }]) => !isEnding);
    for (const [, pod] of left) pod.isEnding = true;
    await Promise.all(left.map(([name, pod]) => this.#end(name, pod)));
  }
}
