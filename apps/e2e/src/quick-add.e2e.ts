import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { boxOf, newAccount, quickAdd, signUp } from './person.ts';
import { expectNoAccessibilityFault, expectNoSidewaysScroll } from './reach.ts';

const line = 'dentist 10/11/2099 at 5pm for 45 min #health @phone p1';

const chip = (page: Page, phrase: string) => page.getByRole('group', { name: `${phrase}: ` });

/** The newest task of the person, as the server has it. */
async function stored(page: Page): Promise<Record<string, unknown>> {
  const answer = await page.request.get(`${config.webUrl}/api/v1/tasks?limit=1`);
  const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
  return items[0] ?? {};
}

/** Buttons say what is written on them, or who speaks to the computer presses nothing. */
async function expectNamesAsWritten(page: Page): Promise<void> {
  const buttons = page.getByRole('list', { name: 'How it is read' }).getByRole('button');
  for (const button of await buttons.all()) {
    const written = (await button.innerText()).replaceAll(/\s+/gu, ' ').trim();
    const name = (await button.getAttribute('aria-label')) ?? written;
    expect(name).toContain(written);
    expect(name).not.toBe('');
  }
}

test.describe('the quick add', () => {
  test.use({ locale: 'en-US', timezoneId: 'Europe/Berlin' });

  test('shows how each phrase is read, takes the other reading, and remembers it', async ({
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await quickAdd(page).pressSequentially(line);
    await expect(chip(page, '10/11/2099')).toContainText('11 Oct 2099');
    await expect(chip(page, 'at 5pm')).toContainText('17:00, Europe/Berlin');
    expect(requests).not.toContain('/api/v1/parse');
    await expectNamesAsWritten(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectNoAccessibilityFault(page);
      await test.info().attach(`quick-add-${colorScheme}`, {
        body: await page.screenshot(),
        contentType: 'image/png',
      });
    }

    await quickAdd(page).press('Alt+ArrowDown');
    await expect(chip(page, '10/11/2099')).toContainText('10 Nov 2099');
    await quickAdd(page).press('Enter');
    await expect(boxOf(page, 'dentist')).toBeEnabled();
    expect(await stored(page)).toMatchObject({
      title: 'dentist',
      dueOn: '2099-11-10',
      dueTime: '17:00:00',
      dueZone: 'Europe/Berlin',
      durationMinutes: 45,
      priority: 'high',
      tags: ['phone'],
      projectId: expect.any(String) as unknown,
    });

    await page.reload();
    await quickAdd(page).fill('doctor 5/6/2099');
    await expect(chip(page, '5/6/2099')).toContainText('5 Jun 2099');
    // By its button too, that a pointer reaches.
    await page.getByRole('button', { name: /^or .*6 May 2099/u }).click();
    await expect(chip(page, '5/6/2099')).toContainText('6 May 2099');
    await expect(quickAdd(page)).toBeFocused();
  });

  test('leaves words in the title that are dismissed', async ({ page }) => {
    await signUp(page, newAccount('Ada'));
    await quickAdd(page).fill('practise the song on friday @band');
    await page.getByRole('button', { name: 'Keep as words: on friday' }).click();
    await expect(page.getByText('stays in the title')).toBeVisible();
    await quickAdd(page).press('Enter');
    await expect(boxOf(page, 'practise the song on friday')).toBeEnabled();
    expect(await stored(page)).toMatchObject({ dueOn: null, tags: ['band'] });
  });

  test('has room in a narrow window, for words of either direction', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 720 });
    await signUp(page, newAccount('Ada'));
    await quickAdd(page).fill('לקנות חלב 2099-12-24 @a-tag-of-some-length-without-an-end p2');
    await expect(chip(page, '2099-12-24')).toBeVisible();
    await expectNoSidewaysScroll(page);
    const heights = await page
      .getByRole('list', { name: 'How it is read' })
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    await test.info().attach('quick-add-320', {
      body: await page.screenshot(),
      contentType: 'image/png',
    });
  });
});
