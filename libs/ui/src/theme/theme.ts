import { pageColors } from '../page-colors.ts';

/** A theme that somebody chose, whatever their system has. */
export type ChosenTheme = 'light' | 'dark';

/** Where a browser remembers it: in a cookie, so that the first page it gets is right already. */
export const themeCookie = 'taskora-theme';

/** The theme that a cookie names; undefined where the system decides. */
export function themeIn(value: string | undefined): ChosenTheme | undefined {
  return value === 'light' || value === 'dark' ? value : undefined;
}

/** What the browser paints around a page of that theme. */
export function pageColorsOf(theme: ChosenTheme | undefined): typeof pageColors | string {
  const [light, dark] = pageColors;
  if (theme === undefined || !light || !dark) return pageColors;
  return (theme === 'light' ? light : dark).color;
}
