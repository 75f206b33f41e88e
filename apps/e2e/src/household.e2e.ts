import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { startProvider } from './identity-provider.ts';
import { receiveMail } from './mail-server.ts';
import { newAccount, type Account } from './person.ts';
import { expectNoAccessibilityFault, expectNoSidewaysScroll } from './reach.ts';

const url = config.householdUrl ?? '';

async function createAccount(page: Page, account: Account): Promise<void> {
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Tasks', level: 1 })).toBeVisible();
}

async function invite(page: Page, label: string): Promise<string> {
  await page.getByLabel('Who is it for?').fill(label);
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByText(`For ${label}`, { exact: true })).toBeVisible();
  return page.getByLabel('Link of the invitation').inputValue();
}

/** What a person does on the pages of the provider. */
async function agree(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

const chosen = 'a new sentence of Olga';

/** One after another: the first account of a household is the one that may invite. */
test.describe.serial('accounts of a household (A1)', () => {
  test.skip(config.householdUrl === undefined, 'HOUSEHOLD_URL names no web of a household');
  const owner = newAccount('Olga');

  test('the first makes an account, invites a second, and revokes what is not used', async ({
    browser,
    page,
  }) => {
    await page.goto(`${url}/sign-up`);
    await expect(page.getByText('first account')).toBeVisible();
    await createAccount(page, owner);
    await page.goto(`${url}/account`);
    const link = await invite(page, 'Bob');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoAccessibilityFault(page);
    }

    const second = await browser.newContext({
      viewport: { width: 320, height: 640 },
    });
    const bob = await second.newPage();
    await bob.goto(`${url}/sign-up`);
    await expect(bob.getByText(/needs an invitation/i)).toBeVisible();
    await expectNoSidewaysScroll(bob);
    await expectNoAccessibilityFault(bob);
    await bob.goto(link);
    const account = newAccount('Bob');
    await createAccount(bob, account);
    await bob.goto(`${url}/account`);
    await expect(bob.getByRole('heading', { name: 'Devices' })).toBeVisible();
    await expect(bob.getByRole('heading', { name: 'Invitations' })).toHaveCount(0);

    await page.reload();
    await expect(page.getByText(`Used by ${account.email}`)).toBeVisible();
    const revoked = await invite(page, 'Eve');
    await page.getByRole('button', { name: 'Revoke the invitation for Eve' }).click();
    await expect(page.getByText('For Eve', { exact: true })).toHaveCount(0);
    await second.clearCookies();
    for (const spent of [link, revoked]) {
      await bob.goto(spent);
      await expect(bob.getByText(/used, revoked or is too old/)).toBeVisible();
    }
    await second.close();
  });

  test('somebody who forgot the password chooses a new one by mail', async ({ page }) => {
    await using mail = await receiveMail(config.householdSmtpPort);
    await page.goto(`${url}/sign-in`);
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await expectNoAccessibilityFault(page);
    await page.getByLabel('Email').fill(owner.email);
    await page.getByRole('button', { name: 'Send a link' }).click();
    await expect(page.getByText(/a link is on its way/)).toBeVisible();
    const link = () => /http\S+reset-password\?token=\S+/.exec(mail.texts.join(''))?.[0] ?? '';
    await expect.poll(link).toContain(url);
    await page.goto(link());
    await expectNoAccessibilityFault(page);
    await page.getByLabel('New password').fill(chosen);
    await page.getByRole('button', { name: 'Save password' }).click();
    await page.getByLabel('Email').fill(owner.email);
    await page.getByLabel('Password').fill(chosen);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Tasks', level: 1 })).toBeVisible();
  });

  test('an account is connected with a provider, by which its owner then signs in', async ({
    browser,
    page,
  }) => {
    await page.goto(`${url}/sign-in`);
    await page.getByRole('button', { name: 'Continue with House' }).click();
    await expect(page.getByText(/cannot be reached or is set up wrongly/)).toBeVisible();
    await expectNoAccessibilityFault(page);
    await using provider = await startProvider(config.householdIssuer, url);
    await page.getByLabel('Email').fill(owner.email);
    await page.getByLabel('Password').fill(chosen);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: /^Account/ }).click();
    await page.getByRole('button', { name: 'Connect House' }).click();
    await agree(page, owner.email);
    await expect(page.getByText('Your account is connected.')).toBeVisible();
    await expectNoAccessibilityFault(page);

    const other = await browser.newContext();
    const second = await other.newPage();
    await second.goto(`${url}/sign-in`);
    await second.getByRole('button', { name: 'Continue with House' }).click();
    await agree(second, owner.email);
    await expect(second.getByRole('heading', { name: 'Tasks', level: 1 })).toBeVisible();
    expect(provider.signIns()).toBe(2);
    await other.close();
  });
});
