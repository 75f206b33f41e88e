import { acquireLock } from '../lock.ts';
import { ownIdentity } from '../identity.ts';

/** Tries for a lock at each message, replies whether it got it, and holds it until the message `end`. */
const [path] = process.argv.slice(2);
process.on('message', (message) => {
  if (message === 'end') process.exit(0);
  try {
    acquireLock(path ?? '', { ...ownIdentity(), command: 'contender' });
    process.send?.('acquired');
  } catch (error) {
    process.send?.((error as { code?: string }).code);
  }
});
process.send?.('ready');
