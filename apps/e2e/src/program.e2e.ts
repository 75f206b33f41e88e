import { expect, test } from '@playwright/test';
import { config } from './config.ts';
import { addTask, newAccount, signUp, taskNamed } from './person.ts';
import { startProgram } from './program.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

test.describe('a program of the Model Context Protocol comes in by OAuth (A2)', () => {
  test.skip(config.proxy !== undefined, 'a program does not know the names that a proxy leads to');

  test('asks, is let in, works with the tasks, stays connected and is disconnected', async ({
    browser,
    page,
  }) => {
    const program = await startProgram(config.webUrl, 'Conrad');
    const account = newAccount('Cleo');
    await signUp(page, account);
    await addTask(page, 'water the ficus');
    await expect(taskNamed(page, 'water the ficus')).toBeVisible();

    // Another browser, in which the person has to sign in first.
    const elsewhere = await browser.newContext(narrowestPhone);
    const asked = await elsewhere.newPage();
    await asked.goto(String(await program.ask()));
    await asked.getByLabel('Email').fill(account.email);
    await asked.getByLabel('Password').fill(account.password);
    await asked.getByRole('button', { name: 'Sign in' }).click();
    await expect(asked.getByRole('heading', { name: 'Connect a program?' })).toBeVisible();
    await expect(asked.getByText('Conrad', { exact: true })).toBeVisible();
    await expect(asked.getByRole('list', { name: 'It could' })).toContainText('Read tasks');
    for (const colorScheme of ['light', 'dark'] as const) {
      await asked.emulateMedia({ colorScheme });
      await expectNoSidewaysScroll(asked);
      await expectRoomForFingers(asked);
      await expectNoAccessibilityFault(asked);
    }
    await asked.getByRole('button', { name: 'Allow', exact: true }).click();
    await program.finish();

    const client = await program.connect();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('list_tasks');
    const listed = await client.callTool({ name: 'list_tasks', arguments: {} });
    expect(JSON.stringify(listed.structuredContent)).toContain('water the ficus');
    await client.callTool({ name: 'add_task', arguments: { title: 'turn the ficus' } });
    await page.reload();
    await expect(taskNamed(page, 'turn the ficus')).toBeVisible();

    // The token for /mcp opens nothing else, whoever has it.
    const { access_token: token = '' } = program.tokens() ?? {};
    const rest = await fetch(`${config.webUrl}/api/v1/tasks`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(rest.status).toBe(401);

    const before = program.tokens()?.refresh_token;
    program.forgetAccess();
    const again = await program.connect();
    expect((await again.listTools()).tools).toHaveLength(tools.length);
    expect(program.tokens()?.refresh_token).not.toBe(before);

    await page.goto(`${config.webUrl}/tokens`);
    const connected = page.getByRole('list', { name: 'Connected programs' });
    await expect(connected.getByRole('listitem')).toHaveCount(1);
    await connected.getByRole('button', { name: 'Disconnect Conrad' }).click();
    await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(connected).toHaveCount(0);
    program.forgetAccess();
    await expect(program.connect()).rejects.toThrow();
    await elsewhere.close();
    await program.close();
  });

  test('is told when the person does not allow it', async ({ page }) => {
    const program = await startProgram(config.webUrl, 'Doris');
    await signUp(page, newAccount('Dara'));
    await page.goto(String(await program.ask()));
    await page.getByRole('button', { name: 'Do not allow' }).click();
    await expect(program.finish()).rejects.toThrow('access_denied');
    await expect(program.connect()).rejects.toThrow();
    await program.close();
  });
});
