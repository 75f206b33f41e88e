import { runMain } from '@taskora/base/run-main';
import { runAgainstDevelopment } from '../development/run-against.ts';

/** `with-development.ts PROGRAM ARGS...` */
await runMain(() => runAgainstDevelopment(process.argv));
