import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, boxOf, newAccount, undo } from './person.ts';

/** The address that others reach this machine by. */
const outerAddress = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

/** Web at an address of this machine that is not localhost, as a port of a node is. */
async function webAt(address: string, port: number) {
  const target = new URL(config.webUrl);
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(Number(target.port), target.hostname);
    for (const socket of [from, to]) sockets.add(socket.on('error', () => undefined));
    from.pipe(to).pipe(from);
  });
  server.listen(port, address);
  await once(server, 'listening');
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function createAccount(page: Page, url: string): Promise<void> {
  const account = newAccount('Ada');
  await page.goto(`${url}/sign-up`);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

test.describe('plain http by an address of the machine', () => {
  test('works where it is configured: sign up, add, delete, undo', async ({ page }) => {
    test.skip(config.plainUrl === undefined, 'the stack has no such address');
    const { hostname, port } = new URL(config.plainUrl ?? '');
    await using web = await webAt(hostname, Number(port));
    await createAccount(page, web.url);
    await addTask(page, 'buy milk tomorrow');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    await page.getByRole('button', { name: 'Delete buy milk' }).click();
    await expect(boxOf(page, 'buy milk')).toHaveCount(0);
    await undo(page, '“buy milk” deleted');
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
    await page.reload();
    await expect(boxOf(page, 'buy milk')).toBeEnabled();
  });

  test('says what to configure where it is not', async ({ page }) => {
    test.skip(outerAddress === undefined, 'this machine has no address but its own');
    await using web = await webAt(outerAddress ?? '', 0);
    await createAccount(page, web.url);
    const alert = page.getByRole('alert').filter({ hasText: 'Nothing was changed' });
    await expect(alert).toContainText(`add ${web.url} to global.trustedOrigins`);
    await expect(alert).toContainText(`Open ${config.webUrl} instead.`);
  });
});
