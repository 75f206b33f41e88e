import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { newAccount, signIn, signUp } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

async function changePassword(page: Page, present: string, chosen: string): Promise<void> {
  await page.getByLabel('Present password').fill(present);
  await page.getByLabel('New password').fill(chosen);
  await page.getByRole('button', { name: 'Change password' }).click();
}

test.describe('a person takes care of their account (A1)', () => {
  test('signs a lost phone out, which loses access at once, and changes the password', async ({
    browser,
    page,
  }) => {
    const account = newAccount('Ada');
    await signUp(page, account);
    const phone = await browser.newContext(narrowestPhone);
    const lost = await phone.newPage();
    await signIn(lost, account);

    await page.getByRole('link', { name: /^Account/ }).click();
    const devices = page.getByRole('list', { name: 'Signed-in devices' }).getByRole('listitem');
    await expect(devices).toHaveCount(2);
    await devices
      .filter({ hasNotText: 'This device' })
      .getByRole('button', { name: /^Sign out/ })
      .click();
    await expect(devices).toHaveCount(1);
    expect((await phone.request.get(`${config.webUrl}/api/v1/tasks`)).status()).toBe(401);
    await lost.goto(`${config.webUrl}/account`);
    await expect(lost.getByRole('button', { name: 'Sign in' })).toBeVisible();

    const chosen = 'a new sentence that only Ada knows';
    await changePassword(page, 'not what it is', chosen);
    const section = page.getByRole('region', { name: 'Password' });
    await expect(section.getByRole('alert')).toContainText('present password is not right');
    await changePassword(page, account.password, chosen);
    await expect(page.getByText('Your password is changed.')).toBeVisible();

    await signIn(lost, { ...account, password: chosen });
    await lost.goto(`${config.webUrl}/account`);
    for (const colorScheme of ['light', 'dark'] as const) {
      await lost.emulateMedia({ colorScheme });
      await expectNoSidewaysScroll(lost);
      await expectRoomForFingers(lost);
      await expectNoAccessibilityFault(lost);
    }
    await phone.close();
  });
});
