import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { boxOf, newAccount, newTasks, signUp, undo } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

async function openProject(page: Page, name: string): Promise<void> {
  await signUp(page, newAccount(name));
  const made = await page.request.post(`${config.webUrl}/api/v1/projects`, {
    data: { name: 'Flat' },
    headers: { origin: config.webUrl },
  });
  expect(made.status()).toBe(201);
  const { id: projectId } = (await made.json()) as { id: string };
  await newTasks(
    page,
    ['Paint', 'Sand', 'Sweep'].map((title) => ({ title, projectId })),
  );
  await page.goto(`${new URL(page.url()).origin}/tasks?project=${projectId}`);
  await expect(boxOf(page, 'Sweep')).toBeEnabled();
}

async function addSection(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add section' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name })).toBeVisible();
}

const boxesIn = (page: Page, name: string) =>
  page.getByRole('region', { name }).getByRole('checkbox');

test.describe('the sections of a project', { tag: '@page' }, () => {
  test('take tasks by key, are renamed, put in order and deleted, and all of it is undone', async ({
    page,
  }) => {
    await openProject(page, 'Ada');
    await addSection(page, 'Doing');
    await addSection(page, 'Done');
    await boxOf(page, 'Paint').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(boxesIn(page, 'Doing')).toHaveCount(1);
    await expect(boxOf(page, 'Paint')).toBeFocused();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(boxesIn(page, 'Done')).toHaveCount(1);
    await expectNoAccessibilityFault(page);
    await page.reload();
    await expect(boxesIn(page, 'Done')).toHaveCount(1);
    await page.getByRole('button', { name: 'Edit section Done' }).click();
    await page.getByRole('button', { name: 'Move the section before' }).click();
    await expect(page.getByRole('button', { name: 'Move the section before' })).toBeDisabled();
    await page.getByRole('textbox', { name: 'Name' }).fill('Finished');
    await page.keyboard.press('Enter');
    await expect(boxesIn(page, 'Finished')).toHaveCount(1);
    await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveText([
      'No section',
      'Finished',
      'Doing',
    ]);
    await page.getByRole('button', { name: 'Edit section Finished' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(boxesIn(page, 'No section')).toHaveCount(3);
    await undo(page, '“Finished” deleted');
    await expect(boxesIn(page, 'Finished')).toHaveCount(1);
  });

  test('are columns of a board, between which tasks are dragged', async ({ page }) => {
    await openProject(page, 'Ada');
    await addSection(page, 'Doing');
    await page.getByRole('button', { name: 'Board', exact: true }).click();
    await boxOf(page, 'Paint').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(boxesIn(page, 'Doing')).toHaveCount(1);
    const handle = page.getByRole('button', { name: 'Move Sand' });
    const from = await handle.boundingBox();
    const to = await boxOf(page, 'Paint').boundingBox();
    if (!from || !to) throw new Error('a task is not in sight');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 4, { steps: 8 });
    await page.mouse.up();
    await expect(boxesIn(page, 'Doing')).toHaveCount(2);
    await expectNoAccessibilityFault(page);
    await expectNoSidewaysScroll(page);
    await page.reload();
    await expect(boxesIn(page, 'Doing')).toHaveCount(2);
    const [first, second] = await Promise.all(
      ['No section', 'Doing'].map((name) => page.getByRole('region', { name }).boundingBox()),
    );
    expect(first?.y).toBe(second?.y);
  });

  test('are one below the other on the narrowest phone', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await openProject(page, 'Phone');
    await addSection(page, 'Doing');
    await page.getByRole('button', { name: 'Board', exact: true }).tap();
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await expectNoAccessibilityFault(page);
    await context.close();
  });
});
