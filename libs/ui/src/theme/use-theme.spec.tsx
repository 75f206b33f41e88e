import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { pageColors } from '../page-colors.ts';
import { pageColorsOf, themeIn } from './theme.ts';
import { useTheme } from './use-theme.ts';

function Chooser() {
  const [theme, choose] = useTheme();
  return (
    <>
      <p>{theme ?? 'system'}</p>
      <button onClick={() => choose('dark')}>dark</button>
      <button onClick={() => choose(undefined)}>as the system</button>
    </>
  );
}

it('is seen at once, is remembered, and is forgotten where the system is to decide', async () => {
  render(<Chooser />);
  expect(screen.getByText('system')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'dark' }));
  expect(screen.getByText('dark', { selector: 'p' })).toBeVisible();
  expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
  expect(document.cookie).toContain('taskora-theme=dark');
  await userEvent.click(screen.getByRole('button', { name: 'as the system' }));
  expect(document.documentElement).not.toHaveAttribute('data-theme');
  expect(document.cookie).not.toContain('taskora-theme');
});

it('takes from a cookie nothing but a theme', () => {
  expect(['light', 'dark', '', 'dark" onload="', undefined].map(themeIn)).toEqual([
    'light',
    'dark',
    undefined,
    undefined,
    undefined,
  ]);
});

it('paints around the page what was chosen, and else what the system has', () => {
  expect(pageColorsOf(undefined)).toBe(pageColors);
  expect(pageColors.map(({ color }) => color)).toEqual([
    pageColorsOf('light'),
    pageColorsOf('dark'),
  ]);
});
