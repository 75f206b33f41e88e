import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A browser in the hand, as narrow as WCAG 2.2 has it (1.4.10). */
export const narrowestPhone = {
  viewport: { width: 320, height: 640 },
  isMobile: true,
  hasTouch: true,
} as const;

export async function expectNoAccessibilityFault(page: Page): Promise<void> {
  await page.evaluate(endOfTransitions);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`)).toEqual([]);
}

/** A colour between two schemes is nobody's fault; what turns for ever is not waited for. */
async function endOfTransitions(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
}

const targetPixels = 44;

/** What a finger presses is large enough and inside the window; links inside a sentence are let off. */
export async function expectRoomForFingers(page: Page): Promise<void> {
  const faults = await page.evaluate((pixels) => {
    const controls = document.querySelectorAll<HTMLElement>('a[href], button, input, textarea');
    return [...controls].flatMap((control) => {
      // The box of a checkbox is small by nature; its label is what is pressed.
      const pressed = control.closest('label') ?? control;
      if (!pressed.checkVisibility({ visibilityProperty: true })) return [];
      const { left, right, width, height } = pressed.getBoundingClientRect();
      // What only readers of the screen and the Tab key meet is one pixel wide.
      if (width <= 1 || height <= 1) return [];
      const small = width < pixels - 0.5 || height < pixels - 0.5;
      const outside = left < 0 || right > document.documentElement.clientWidth;
      const name = control.getAttribute('aria-label') ?? control.textContent;
      const size = `${Math.round(width)}x${Math.round(height)}`;
      return small || outside ? [`${name}: ${size} from ${left} to ${right}`] : [];
    });
  }, targetPixels);
  expect(faults).toEqual([]);
}
