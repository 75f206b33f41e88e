import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { kubectl } from '../cluster/kubectl.ts';

const rows = 2_000_000;
/** What a runtime gives a container in /dev/shm, unless a volume lies there. */
const usualKilobytes = 64 * 1024;

/** A join whose hash the workers share: all of it lies in /dev/shm, and in one part, since it may be so large. */
const statements = `
  create unlogged table one as select n as id, n % 1000 as part from generate_series(1, ${rows}) n;
  create unlogged table other as select n as id, n % 777 as part from generate_series(1, ${rows}) n;
  analyze one;
  analyze other;
  set work_mem = '64MB';
  set max_parallel_workers_per_gather = 4;
  set min_parallel_table_scan_size = 0;
  set parallel_setup_cost = 0;
  set parallel_tuple_cost = 0;
  set enable_mergejoin = off;
  set enable_nestloop = off;
  explain (analyze, costs off, timing off)
    select count(*), sum(one.part::bigint * other.part) from one join other using (id);
`;

/** The database of the chart answers a query whose workers share more memory than a container has by default. */
export async function showParallelQueries(namespace: string): Promise<string> {
  const place = ['-n', namespace, 'exec', '-i', 'postgres-0', '--'];
  const sql = (database: string, text: string): Promise<string> => {
    const options = ['--no-psqlrc', '--set=ON_ERROR_STOP=1', '--file=-'];
    const as = ['--host=/tmp', '--username=postgres', `--dbname=${database}`];
    return kubectl([...place, 'psql', ...as, ...options], text);
  };
  const scratch = `parallel_${randomUUID().replaceAll('-', '')}`;
  await sql('postgres', `create database ${scratch};`);
  try {
    const plan = await sql(scratch, statements);
    const found = (pattern: RegExp): number => Number(pattern.exec(plan)?.[1]);
    const [launched, kilobytes] = [/Workers Launched: (\d+)/, /Memory Usage: (\d+)kB/].map(found);
    assert.match(plan, /Parallel Hash Join/);
    assert.ok(launched !== undefined && launched >= 2, `${launched} workers have shared nothing`);
    assert.ok(kilobytes !== undefined && kilobytes > usualKilobytes, plan);
    return `${launched} workers joined ${rows} rows in ${kilobytes} kB of shared memory`;
  } finally {
    await sql('postgres', `drop database ${scratch};`);
  }
}
