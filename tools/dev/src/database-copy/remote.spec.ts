import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseStoreSettings } from '../object-store/settings.ts';
import { openStore } from '../object-store/store.ts';
import { startObjectServer, type ObjectServer } from '../testing/object-server.ts';
import type { KeptBackup } from './backup-file.ts';
import { sendBackup, withRemoteBackup } from './remote.ts';

const content = Buffer.concat([Buffer.from('PGDMP'), Buffer.alloc(300_000, 'data ü')]);
const object = 'backups/daily/taskora 1.dump';
const address = `s3://${object}`;

let server: ObjectServer;
let folder: string;
let kept: KeptBackup;

beforeEach(async () => {
  server = await startObjectServer();
  folder = mkdtempSync(join(tmpdir(), 'taskora-remote-'));
  const path = join(folder, 'taskora 1.dump');
  writeFileSync(path, content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  kept = { path, bytes: content.length, sha256 };
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

const store = (changes: object = {}) => openStore({ ...server.settings, ...changes });
const send = (to = 's3://backups/daily/') => sendBackup(store(), kept, to);
const fetched = () => withRemoteBackup(store(), address, async (path) => readFileSync(path));
const used = () => withRemoteBackup(store(), address, () => Promise.reject(new Error('was used')));

describe('a backup in an object store (A2)', () => {
  it('comes back byte for byte, with its checksum beside it', async () => {
    expect(await send()).toBe(address);
    expect([...server.objects.keys()]).toEqual([object, `${object}.sha256`]);
    expect(server.objects.get(`${object}.sha256`)?.toString()).toBe(
      `${kept.sha256}  taskora 1.dump\n`,
    );
    expect((await fetched()).equals(content)).toBe(true);
  });

  it('never replaces another', async () => {
    await send();
    await expect(send()).rejects.toThrow(
      /^BACKUP_EXISTS: s3:\/\/backups\/daily\/taskora 1\.dump is there/,
    );
    await expect(send(address)).rejects.toThrow(/^BACKUP_EXISTS: /);
  });

  it('is refused by the store where it changed on its journey, and does not count then', async () => {
    kept = { ...kept, sha256: '0'.repeat(64) };
    await expect(send()).rejects.toThrow(
      /^S3_REFUSED: PUT .* 400 XAmzContentSHA256Mismatch refused\. Do: /,
    );
    expect(server.objects.size).toBe(0);
  });

  it('needs the right key, which no error shows', async () => {
    const wrong = sendBackup(store({ secretAccessKey: 'wrong-key' }), kept, address);
    await expect(wrong).rejects.toThrow(/^S3_REFUSED: PUT .* 403 SignatureDoesNotMatch/);
    await expect(wrong).rejects.not.toThrow(/wrong-key/);
  });

  it.each([
    [
      'is not there',
      () => server.objects.clear(),
      /^BACKUP_MISSING: there is no object .*\(404 NoSuchKey/,
    ],
    [
      'was never finished',
      () => server.objects.delete(`${object}.sha256`),
      /^BACKUP_MISSING: there is no object .*\.sha256/,
    ],
    ['was cut', () => server.objects.set(object, content.subarray(0, 1000)), /^BACKUP_DAMAGED: /],
    ['arrives in part', () => (server.cutAfter = 1000), /^BACKUP_UNREADABLE: only a part of s3:/],
  ])('is not restored where it %s', async (_how, damage, complaint) => {
    await send();
    damage();
    await expect(used()).rejects.toThrow(complaint);
  });

  it('is asked for at a store that answers', async () => {
    const gone = await startObjectServer();
    await gone.stop();
    const nowhere = openStore(gone.settings);
    await expect(sendBackup(nowhere, kept, address)).rejects.toThrow(
      /^S3_UNREACHABLE: HEAD s3:.*ECONNREFUSED/,
    );
  });
});

describe('the settings of an object store', () => {
  it('are the variables of its other clients, and what is missing is named', () => {
    const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
    expect(parseStoreSettings({ ...keys, endpoint: '' })).toEqual({ ...keys, region: 'us-east-1' });
    expect(() => parseStoreSettings({ accessKeyId: 'a' })).toThrow(
      /^S3_SETTINGS: AWS_SECRET_ACCESS_KEY is not set\. Do: /,
    );
    expect(() => parseStoreSettings({ ...keys, endpoint: 'ftp://x' })).toThrow(
      /AWS_ENDPOINT_URL_S3/,
    );
  });

  it.each(['s3://backups', 's3://backups/', 's3://B/x.dump', 'backups/x.dump'])(
    'do not take %s for the address of a backup',
    async (wrong) => {
      await expect(withRemoteBackup(store(), wrong, async () => 1)).rejects.toThrow(
        /^S3_ADDRESS: /,
      );
    },
  );
});
