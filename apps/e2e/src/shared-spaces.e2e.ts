import { expect, test, type Browser, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, newAccount, quickAdd, signUp, taskNamed, type Account } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const views = (page: Page) => page.getByRole('navigation', { name: 'Views' });

async function attach(page: Page, name: string): Promise<void> {
  const body = await page.screenshot({ fullPage: true });
  await test.info().attach(name, { body, contentType: 'image/png' });
}

async function makeSpace(page: Page, name: string): Promise<void> {
  await page.goto(`${config.webUrl}/spaces`);
  await expect(page.getByText(/You share none yet/u)).toBeVisible();
  await page.getByLabel('Name of the space').fill(name);
  await page.getByRole('button', { name: 'Make space' }).click();
  await page.getByRole('button', { name: `Members and links of ${name}` }).click();
}

async function makeLink(page: Page, role: 'Editor' | 'Viewer'): Promise<string> {
  await page.getByLabel('They become').selectOption(role);
  await page.getByRole('button', { name: 'Make link' }).click();
  const link = page.getByRole('textbox', { name: 'Link into the space' });
  await expect(link).toHaveValue(/join\?invitation=tski_/u);
  return link.inputValue();
}

/** Somebody without an account follows a link, makes one meanwhile, and is asked at its end. */
async function joinAsNewcomer(page: Page, link: string, account: Account): Promise<void> {
  await page.goto(link);
  await page.getByRole('link', { name: 'Create account' }).click();
  await page.getByLabel('Name').fill(account.name);
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Your name in it')).toHaveValue(account.name);
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByText(/You are now/u)).toBeFocused();
}

async function newPage(browser: Browser): Promise<Page> {
  return (await browser.newContext(narrowestPhone)).newPage();
}

test.describe('shared spaces', () => {
  test('are made, joined by a link, seen by all members, and end for whoever is removed', async ({
    browser,
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    await makeSpace(page, 'Family');
    const link = await makeLink(page, 'Editor');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectNoAccessibilityFault(page);
      await attach(page, `spaces-${colorScheme}`);
    }
    await page.getByRole('link', { name: 'Tasks of Family' }).click();
    await expect(page.getByRole('heading', { name: 'Family', level: 1 })).toBeVisible();
    await expect(quickAdd(page)).toBeEditable();
    await addTask(page, 'water the plants');
    await expect(taskNamed(page, 'water the plants')).toBeVisible();

    const bob = await newPage(browser);
    await joinAsNewcomer(bob, link, newAccount('Bob'));
    await expectNoSidewaysScroll(bob);
    await expectNoAccessibilityFault(bob);
    await bob.getByRole('link', { name: 'See its tasks' }).click();
    await expect(taskNamed(bob, 'water the plants')).toBeVisible();
    await bob.getByRole('checkbox', { name: 'Complete water the plants' }).click();
    await expect(bob.getByRole('region', { name: 'Notifications' })).toContainText('completed');

    // The link was for one person.
    const eve = await newPage(browser);
    await signUp(eve, newAccount('Eve'));
    await eve.goto(link);
    await eve.getByRole('button', { name: 'Join' }).click();
    await expect(eve.getByRole('alert').first()).toContainText('Ask for another one.');

    // With a link for viewers she sees, and learns what to do where she would change.
    await page.goto(`${config.webUrl}/spaces`);
    await page.getByRole('button', { name: 'Members and links of Family' }).click();
    await eve.goto(await makeLink(page, 'Viewer'));
    await eve.getByRole('button', { name: 'Join' }).click();
    await eve.getByRole('link', { name: 'See its tasks' }).click();
    await expect(quickAdd(eve)).toBeEditable();
    await addTask(eve, 'paint the wall');
    await expect(eve.getByText(/Ask an owner of the space for another role/u)).toBeVisible();

    await page.reload();
    await page.getByRole('button', { name: 'Members and links of Family' }).click();
    await page.getByRole('combobox', { name: 'Role of Eve' }).selectOption('Editor');
    await expect(page.getByRole('combobox', { name: 'Role of Eve' })).toHaveValue('editor');
    await page.getByRole('button', { name: 'Remove Bob' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Members' })).not.toContainText('Bob');
    await bob.reload();
    await expect(bob.getByText('There is no such space')).toBeVisible();
    await expect(taskNamed(bob, 'water the plants')).toHaveCount(0);
  });

  test('are left and deleted by keyboard, the last owner learns how, and fit the narrowest phone', async ({
    browser,
  }) => {
    const page = await newPage(browser);
    await signUp(page, newAccount('Phone'));
    await makeSpace(page, 'A household with a rather long name that has to be broken');
    await makeLink(page, 'Viewer');
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await attach(page, 'spaces-narrow');
    await page.getByRole('button', { name: /^Leave A household/u }).press('Enter');
    await page.getByRole('button', { name: 'Leave', exact: true }).press('Enter');
    await expect(page.getByText(/Make somebody else an owner first/u)).toBeVisible();
    await page.getByRole('button', { name: /^Delete A household/u }).press('Enter');
    await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
    await expect(page.getByText(/You share none yet/u)).toBeVisible();
    await page.getByRole('button', { name: /^Restore A household/u }).press('Enter');
    await expect(page.getByRole('list', { name: 'Spaces' })).toContainText('A household');
    await page.goto(`${config.webUrl}/tasks`);
    await views(page).getByRole('button', { name: 'Projects and more' }).click();
    await views(page)
      .getByRole('link', { name: /^A household/u })
      .click();
    await expect(page.getByText(/is added to this space/u)).toBeVisible();
    await expectNoSidewaysScroll(page);
  });
});
