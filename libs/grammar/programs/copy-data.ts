/** Copies the data of the grammar to the API: `nx run grammar:copy-data`. */
import { copyData, staleFiles } from './copied-data.ts';

const stale = staleFiles();
copyData();
console.log(stale.length === 0 ? 'The copy has the same data.' : `Copied: ${stale.join(', ')}`);
