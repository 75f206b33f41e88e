import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { newAccount, signUp, taskNamed } from './person.ts';
import {
  expectNoAccessibilityFault,
  expectNoSidewaysScroll,
  expectRoomForFingers,
  narrowestPhone,
} from './reach.ts';

const checklist =
  '# Home\n\n- [ ] water the plants\n- [x] feed the cat\n  - [ ] buy food\n- a remark\n';

async function attach(page: Page, name: string): Promise<void> {
  const body = await page.screenshot({ fullPage: true });
  await test.info().attach(name, { body, contentType: 'image/png' });
}

async function preview(page: Page, name: string, content: string): Promise<void> {
  const buffer = Buffer.from(content);
  await page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name, mimeType: 'text/plain', buffer });
  await page.getByRole('button', { name: 'Preview' }).click();
}

test.describe('import and export', () => {
  test('a file is previewed by row, imported, taken back, imported again, and exported', async ({
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    await page.goto(`${config.webUrl}/import`);
    await preview(page, 'picture.png', 'no task at all');
    await expect(page.getByRole('alert').first()).toContainText(
      'Choose an export of one of the programs below.',
    );
    await preview(page, 'Home.md', checklist);
    await expect(page.getByRole('heading', { name: 'Preview: Markdown' })).toBeFocused();
    const rows = page.getByRole('list', { name: 'Rows' });
    await expect(rows).toContainText('water the plants');
    await expect(rows).toContainText('Left out');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectNoAccessibilityFault(page);
      await attach(page, `import-${colorScheme}`);
    }
    await page.getByRole('button', { name: /^Import \d+ rows$/u }).click();
    await expect(page.getByRole('heading', { name: /rows are imported$/u })).toBeFocused();
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('All of its tasks are gone.')).toBeVisible();
    await page.goto(`${config.webUrl}/tasks`);
    await expect(page.getByText('Nothing to do', { exact: true })).toBeVisible();

    await page.goto(`${config.webUrl}/import`);
    await preview(page, 'Home.md', checklist);
    await page.getByRole('button', { name: /^Import \d+ rows$/u }).click();
    await page.getByRole('link', { name: 'See the tasks' }).click();
    await expect(taskNamed(page, 'water the plants')).toContainText('Home');

    await page.goto(`${config.webUrl}/import`);
    await preview(page, 'Home.md', checklist);
    await expect(page.getByText('Nothing of this file is new.')).toBeVisible();
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export', exact: true }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.json$/u);
    const stream = await download.createReadStream();
    let text = '';
    for await (const piece of stream) text += String(piece);
    expect(text).toContain('water the plants');
  });

  test('a file of 20,000 rows is read, paged through and imported', async ({ page }) => {
    test.slow();
    await signUp(page, newAccount('Many'));
    await page.goto(`${config.webUrl}/import`);
    const lines = Array.from({ length: 20_000 }, (_, number) => `- [ ] task number ${number}`);
    await preview(page, 'Many.md', lines.join('\n'));
    const importing = page.getByRole('button', { name: /^Import 20,00\d rows$/u });
    await expect(importing).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Next rows' }).click();
    await expect(page.getByText(/^Rows 101 to 200 of/u).first()).toBeFocused();
    await importing.click();
    await expect(page.getByRole('heading', { name: /rows are imported$/u })).toBeVisible({
      timeout: 120_000,
    });
  });

  test('fits the narrowest phone', async ({ browser }) => {
    const context = await browser.newContext(narrowestPhone);
    const page = await context.newPage();
    await signUp(page, newAccount('Phone'));
    await page.goto(`${config.webUrl}/import`);
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await preview(page, 'Home.md', `${checklist}- [ ] ${'a_rather_long_word'.repeat(10)}\n`);
    await expect(page.getByRole('list', { name: 'Rows' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectRoomForFingers(page);
    await attach(page, 'import-narrow');
    await context.close();
  });
});
