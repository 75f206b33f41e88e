import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { workspaceRoot } from '../environment.ts';

/**
 * Nx knows the entries of its cache by a database alone, and calls that after the machine: restored on
 * another machine, as each hosted runner is, it is not found, and no entry counts. It gets the name that
 * Nx opens here. Whether an entry counts, Nx still decides by its hash.
 */
export function adoptNxDatabase(folder: string): 'none' | 'own' | 'adopted' {
  const own = nameOfDatabase();
  if (existsSync(join(folder, own))) return 'own';
  const foreign = newestDatabase(folder, own);
  if (foreign === undefined) return 'none';
  cpSync(join(folder, foreign), join(folder, own));
  // Whoever keeps the folder would else keep one more with each machine.
  for (const name of databasesIn(folder)) if (name !== own) rmSync(join(folder, name));
  return 'adopted';
}

/** Nx itself is asked: it makes an empty one in a given folder. */
export function nameOfDatabase(): string {
  const native = createRequire(join(workspaceRoot, 'package.json'))('nx/src/native') as Native;
  const folder = mkdtempSync(join(tmpdir(), 'nx-database-'));
  try {
    native.closeDbConnection(native.connectToNxDb(folder));
    const [name] = databasesIn(folder);
    if (name !== undefined) return name;
    throw new UserError('NX_DATABASE_UNKNOWN', 'Nx made no database', 'npx nx report');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Native {
  connectToNxDb(folder: string): object;
  closeDbConnection(connection: object): void;
}

const ending = /-v\d+\.db$/;

/** An older version of Nx has another form of it, which its name says. */
function newestDatabase(folder: string, own: string): string | undefined {
  const [form = ''] = ending.exec(own) ?? [];
  const age = (name: string): number => statSync(join(folder, name)).mtimeMs;
  const usable = databasesIn(folder).filter((name) => name.endsWith(form));
  return usable.toSorted((one, other) => age(other) - age(one))[0];
}

function databasesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => ending.test(name)) : [];
}
