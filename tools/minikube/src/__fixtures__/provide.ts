import type { Settings } from '../settings.ts';
import { ensurePrograms } from '../commands/programs.ts';

/** A run of its own process, to be killed by a test. */
const [settings] = process.argv.slice(2);
await ensurePrograms(JSON.parse(settings ?? '{}') as Settings, process.stderr);
