import { expect, test, type Page } from '@playwright/test';
import { config } from './config.ts';
import { addTask, dayFromNow, newAccount, signUp, taskNamed } from './person.ts';
import { expectNoAccessibilityFault, expectNoSidewaysScroll, narrowestPhone } from './reach.ts';

const section = (page: Page, name: string) => page.getByRole('region', { name });

async function openForm(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${title}` }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeVisible();
}

/** The task of that title, as the server has it. */
async function stored(page: Page, title: string): Promise<Record<string, unknown>> {
  const answer = await page.request.get(`${config.webUrl}/api/v1/tasks?limit=500`);
  const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
  return items.find((each) => each['title'] === title) ?? {};
}

/** Whatever the keyboard or a finger reaches here is as large as WCAG 2.2 asks (2.5.8), links in sentences apart. */
async function expectRoomToPress(page: Page): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, textarea')].flatMap(
      (each) => {
        const pressed = each.closest('label') ?? each;
        const { width, height } = pressed.getBoundingClientRect();
        const isSeen =
          pressed.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
        const name = each.getAttribute('aria-label') ?? each.textContent;
        return isSeen && Math.min(width, height) < 24 ? [`${name}: ${width}x${height}`] : [];
      },
    ),
  );
  expect(small).toEqual([]);
}

const notes = [
  '# Shop',
  '- [ ] milk',
  '- [x] eggs',
  '',
  'See [the bank](https://evil.example/) and https://shop.example/list',
  '',
  '![door](https://evil.example/door.png)',
  '',
  '<img src="https://evil.example/x.png" onerror="document.title=1"> <b>bold</b>',
].join('\n');

test.describe('the form of a task', { tag: '@page' }, () => {
  test('shows notes as Markdown, without HTML and without a picture of elsewhere', async ({
    page,
  }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'go shopping');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).hostname));
    await openForm(page, 'go shopping');
    await page.getByRole('textbox', { name: 'Notes' }).fill(notes);
    await page.getByRole('button', { name: 'Show as formatted' }).click();
    const shown = page.getByRole('group', { name: 'Notes' });
    await expect(shown.getByRole('heading', { name: 'Shop', level: 3 })).toBeVisible();
    await expect(shown.getByRole('link', { name: 'the bank (evil.example)' })).toBeVisible();
    await expect(shown.getByRole('link', { name: 'Picture: door (evil.example)' })).toBeVisible();
    await expect(shown).toContainText('<img src="https://evil.example/x.png');
    await expect(shown).toContainText('<b>bold</b>');
    await expect(shown.locator('img, b, script, iframe')).toHaveCount(0);
    await shown.getByRole('checkbox', { name: 'milk' }).focus();
    await page.keyboard.press('Space');
    await expect(shown.getByRole('checkbox', { name: 'milk' })).toBeChecked();
    await expectNoAccessibilityFault(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('“go shopping” changed').first()).toBeVisible();
    expect(await stored(page, 'go shopping')).toMatchObject({
      notes: notes.replace('[ ] milk', '[x] milk'),
    });
    await openForm(page, 'go shopping');
    await expect(shown.getByRole('checkbox', { name: 'milk' })).toBeChecked();
    await page.getByRole('button', { name: 'Edit notes' }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'Notes' })).toBeFocused();
    expect(asked.filter((host) => host.endsWith('.example'))).toEqual([]);
  });

  test('says how a task repeats, changes that in fields and in words, skips and pauses', async ({
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'water the plants every day');
    await expect(taskNamed(page, 'water the plants')).toContainText('Today');
    await openForm(page, 'water the plants');
    await page.getByRole('button', { name: 'Repeat in detail' }).press('Enter');
    await page.getByRole('spinbutton', { name: 'Every' }).fill('2');
    await page.getByRole('combobox', { name: 'Ends' }).selectOption('After a number of times');
    await page.getByRole('spinbutton', { name: 'Times' }).fill('9');
    await expect(page.getByText('This task is due: Every 2 days, 9 times.')).toBeVisible();
    await expectNoAccessibilityFault(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('“water the plants” changed').first()).toBeVisible();
    expect(await stored(page, 'water the plants')).toMatchObject({
      recurrence: { rule: 'FREQ=DAILY;INTERVAL=2;COUNT=9' },
    });

    await openForm(page, 'water the plants');
    await section(page, 'Repetition').getByRole('button', { name: 'Skip this one' }).press('Enter');
    await expect(page.getByLabel('Due date')).toHaveValue(await dayFromNow(page, 2));
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.getByLabel('Due date')).toHaveValue(await dayFromNow(page, 0));

    await section(page, 'Repetition').getByRole('button', { name: 'Pause' }).press('Enter');
    await page.getByLabel('Nothing is due from').fill('2099-07-01');
    await page.getByLabel('Due again from').fill('2099-07-15');
    await page.keyboard.press('Enter');
    const pause = 'Nothing is due from 1 Jul 2099 to 14 Jul 2099.';
    await expect(section(page, 'Repetition')).toContainText(pause);
    await page.getByRole('button', { name: 'End the pause from 1 Jul 2099' }).press('Enter');
    await expect(section(page, 'Repetition')).not.toContainText(pause);

    await page.getByLabel('Or in words').fill('every week');
    await page.getByRole('button', { name: 'Repeat like this' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(taskNamed(page, 'water the plants')).toContainText('Every week');
    await openForm(page, 'water the plants');
    // Another weekday than the one that the rule counts from, whichever that is.
    const moved = await dayFromNow(page, 8);
    await page.getByLabel('Due date').fill(moved);
    await page.getByRole('combobox', { name: 'The new date is for' }).selectOption('following');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(taskNamed(page, 'water the plants')).toContainText(/Every week on [A-Z]/u);
    expect(await stored(page, 'water the plants')).toMatchObject({
      dueOn: moved,
      recurrence: {
        rule: expect.stringMatching(/^FREQ=WEEKLY;BYDAY=[A-Z]{2}$/u),
        originalOn: moved,
      },
    });
  });

  test('has reminders as sentences: added, changed, deleted, and each of it undone', async ({
    page,
  }) => {
    test.slow();
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'call the bank tomorrow at 17:00');
    await openForm(page, 'call the bank');
    const reminders = section(page, 'Reminders');
    const rows = reminders.getByRole('listitem');
    await reminders
      .getByRole('button', { name: 'Remind me: 1 hour before it is due' })
      .press('Enter');
    await expect(rows).toContainText(['1 hour before it is due']);
    const field = reminders.getByRole('textbox', { name: 'Add a reminder' });
    await expect(field).toBeFocused();
    await page.keyboard.type('15 minutes before');
    await expect(field).toHaveAccessibleDescription('Read as: 15 minutes before it is due');
    await page.keyboard.press('Enter');
    await expect(rows).toHaveCount(2);
    await field.fill('5 January 2099 at 8:30');
    await expect(field).toHaveAccessibleDescription('Read as: On 5 Jan 2099 at 08:30');
    await page.keyboard.press('Enter');
    await expect(rows).toHaveCount(3);
    await expectNoAccessibilityFault(page);

    await reminders
      .getByRole('button', { name: 'Change the reminder 15 minutes before it is due' })
      .press('Enter');
    await expect(reminders.getByRole('combobox', { name: 'Remind me' })).toBeFocused();
    await reminders.getByRole('spinbutton', { name: 'How many' }).fill('3');
    await reminders.getByRole('combobox', { name: 'Unit' }).selectOption('days');
    await reminders.getByRole('button', { name: 'Save reminder' }).press('Enter');
    await expect(reminders).toContainText('3 days before it is due');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(reminders).toContainText('15 minutes before it is due');
    await reminders
      .getByRole('button', { name: 'Delete the reminder On 5 Jan 2099 at 08:30' })
      .press('Enter');
    await expect(rows).toHaveCount(2);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(rows).toHaveCount(3);

    const { id } = await stored(page, 'call the bank');
    const answer = await page.request.get(`${config.webUrl}/api/v1/tasks/${String(id)}/reminders`);
    const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
    expect(items.map((each) => each['minutesBefore'] ?? each['remindAt'])).toEqual(
      expect.arrayContaining([60, 15, expect.stringMatching(/^2099-01-05T07:30:00/u)]),
    );
  });

  test('keeps a comment that was changed in another window, and asks', async ({
    page,
    context,
  }) => {
    await signUp(page, newAccount('Ada'));
    await addTask(page, 'move house');
    await openForm(page, 'move house');
    await page.getByRole('textbox', { name: 'Add a comment' }).fill('The van is booked.');
    await page.getByRole('button', { name: 'Add comment' }).click();
    await page.getByRole('button', { name: /^Change the comment/u }).click();
    await page.getByRole('textbox', { name: 'Change the comment' }).fill('The van comes at nine.');

    const other = await context.newPage();
    await other.goto(`${config.webUrl}/tasks`);
    await openForm(other, 'move house');
    await other.getByRole('button', { name: /^Change the comment/u }).click();
    await other.getByRole('textbox', { name: 'Change the comment' }).fill('There is no van.');
    await other.getByRole('button', { name: 'Save comment' }).click();
    await expect(other.getByRole('list', { name: 'Comments' })).toContainText('There is no van.');

    await page.getByRole('button', { name: 'Save comment' }).click();
    const alert = page.getByRole('list', { name: 'Tasks' }).getByRole('alert');
    await expect(alert).toContainText('There: “There is no van.”');
    await expectNoAccessibilityFault(page);
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await expect(page.getByRole('list', { name: 'Comments' })).toContainText('at nine');
    await other.close();
  });

  test('fits the narrowest phone with all of this open', async ({ browser }) => {
    test.slow();
    const phone = await browser.newContext(narrowestPhone);
    const page = await phone.newPage();
    await signUp(page, newAccount('Phone'));
    await addTask(page, 'water the plants every 2 weeks on monday');
    await openForm(page, 'water the plants');
    await page.getByRole('textbox', { name: 'Notes' }).fill(`${notes}\n\n${'longword'.repeat(30)}`);
    await page.getByRole('button', { name: 'Show as formatted' }).click();
    await page.getByRole('button', { name: 'Repeat in detail' }).click();
    await page.getByRole('combobox', { name: 'Ends' }).selectOption('On a day');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Choose a reminder' }).click();
    await expect(page.getByRole('combobox', { name: 'Unit' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectRoomToPress(page);
    await expectNoAccessibilityFault(page);
    const body = await page.screenshot({ fullPage: true });
    await test.info().attach('form-320', { body, contentType: 'image/png' });
    await phone.close();
  });
});
