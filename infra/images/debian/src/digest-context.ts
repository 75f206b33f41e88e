import { writeDigest } from './write-digest.ts';

/** `digest-context.ts FOLDER`: for a build context that got more files after its root was made. */
const [context] = process.argv.slice(2);
if (context === undefined) throw new Error('USAGE: digest-context.ts FOLDER');
await writeDigest(context);
