import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { APIError } from 'better-auth/api';
import { verifyPassword } from 'better-auth/crypto';
import { createBoundedQueue, QueueFull } from '../base/bounded-queue.ts';

/**
 * Argon2id with OWASP's parameters for 12 MiB: less than a third of the processor time and three eighths
 * of the memory of Better Auth's scrypt, of which four at once filled a pod.
 */
const parameters = { memory: 12_288, passes: 3, parallelism: 1 } as const;
const saltBytes = 16;
const tagBytes = 32;
const header = `$argon2id$v=19$m=${parameters.memory},t=${parameters.passes},p=${parameters.parallelism}$`;

/** Whoever would wait behind more than these is refused with a time to retry. */
const waitingMax = 8;
const retryAfterSeconds = '5';

const derive = promisify(argon2);

export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(stored: { hash: string; password: string }): Promise<boolean>;
  /** Whether the hash is of another kind than those made now. */
  isOld(hash: string): boolean;
  /** Whether one more would be refused. */
  isBusy(): boolean;
}

const withoutPadding = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function tagOf(password: string, nonce: Buffer): Promise<Buffer> {
  const message = password.normalize('NFKC');
  return derive('argon2id', { ...parameters, message, nonce, tagLength: tagBytes });
}

async function verifyArgon2(hash: string, password: string): Promise<boolean> {
  const [salt, tag] = hash.slice(header.length).split('$');
  if (salt === undefined || tag === undefined) return false;
  const expected = Buffer.from(tag, 'base64');
  const given = await tagOf(password, Buffer.from(salt, 'base64'));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Hashes one password at a time, because each takes a pod's whole processor and much of its memory. */
export function createPasswordHasher(queue = createBoundedQueue(waitingMax)): PasswordHasher {
  const isOld = (hash: string) => !hash.startsWith(header);

  async function queued<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await queue.run(work);
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      const message = 'Too many people sign in at this moment. Try again in a few seconds.';
      const headers = { 'Retry-After': retryAfterSeconds };
      throw new APIError('SERVICE_UNAVAILABLE', { code: error.code, message }, headers);
    }
  }

  return {
    hash: (password) =>
      queued(async () => {
        const salt = randomBytes(saltBytes);
        return `${header}${withoutPadding(salt)}$${withoutPadding(await tagOf(password, salt))}`;
      }),
    verify: ({ hash, password }) =>
      queued(() =>
        isOld(hash) ? verifyPassword({ hash, password }) : verifyArgon2(hash, password),
      ),
    isOld,
    isBusy: () => queue.isFull(),
  };
}
