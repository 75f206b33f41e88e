import type { Settings } from '../base/settings.ts';
import { ensurePrograms } from '../programs/ensure.ts';

/** A run of its own process, to be killed by a test. */
const [settings] = process.argv.slice(2);
await ensurePrograms(JSON.parse(settings ?? '{}') as Settings, process.stderr);
