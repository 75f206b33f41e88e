import { expect, test } from '@playwright/test';
import { config } from './config.ts';
import { addTask, boxOf, signIn, signUp, taskNamed } from './person.ts';

// The two halves run on either side of a fault, chosen by their tags; neither runs with the story.
test('a task is planted before the fault @plant', async ({ page }) => {
  await signUp(page, config.survivorAccount);
  await addTask(page, config.survivorTitle);
  // Shown at once; only one that can be ticked is on the server.
  await expect(boxOf(page, config.survivorTitle)).toBeEnabled();
});

test('the task from before the fault is still there (K3) @find', async ({ page }) => {
  await signIn(page, config.survivorAccount);
  await expect(taskNamed(page, config.survivorTitle)).toBeVisible();
});
