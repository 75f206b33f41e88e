import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { pageColors } from './page-colors.ts';

const css = readFileSync(join(__dirname, 'theme.css'), 'utf8');

function readScheme(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--ui-([a-z-]+): (#[0-9a-f]{6});/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const [lightBlock = '', darkBlocks = ''] = css.split('@media (prefers-color-scheme: dark)');
const [darkBlock = '', chosenDarkBlock = ''] = darkBlocks.split(":root[data-theme='dark']");
const schemes = { light: readScheme(lightBlock), dark: readScheme(darkBlock) };

const textPairs: [string, string][] = [
  ['ink', 'canvas'],
  ['ink', 'surface'],
  ['ink', 'sunken'],
  ['ink', 'accent-soft'],
  ['ink', 'danger-soft'],
  ['ink', 'warning-soft'],
  ['muted', 'canvas'],
  ['muted', 'surface'],
  ['muted', 'sunken'],
  ['muted', 'accent-soft'],
  ['muted', 'danger-soft'],
  ['muted', 'warning-soft'],
  ['accent', 'canvas'],
  ['accent', 'surface'],
  ['accent', 'accent-soft'],
  ['accent-strong', 'canvas'],
  ['danger', 'canvas'],
  ['danger', 'surface'],
  ['danger', 'danger-soft'],
  ['warning', 'canvas'],
  ['warning', 'surface'],
  ['warning', 'warning-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
];

/** WCAG 1.4.11: what shows where a control is, and where the focus is. */
const controlPairs: [string, string][] = [
  ['line-strong', 'canvas'],
  ['line-strong', 'surface'],
  ['accent', 'canvas'],
  ['accent', 'sunken'],
  ['danger', 'surface'],
];

describe.each(Object.entries(schemes))('the %s scheme', (_name, colours) => {
  function ratio(first: string, second: string): number {
    const [a, b] = [colours.get(first), colours.get(second)];
    if (!a || !b) throw new Error(`theme.css does not define --ui-${a ? second : first}`);
    return contrast(a, b);
  }

  it.each(textPairs)('keeps text readable: %s on %s is at least 4.5 to 1', (text, ground) => {
    expect(ratio(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(controlPairs)('keeps controls visible: %s on %s is at least 3 to 1', (line, ground) => {
    expect(ratio(line, ground)).toBeGreaterThanOrEqual(3);
  });
});

it('is as dark for who chose it as for whose system is', () => {
  expect(readScheme(chosenDarkBlock)).toEqual(schemes.dark);
  expect([...schemes.dark.keys()]).toEqual([...schemes.light.keys()]);
  const rest = (block: string) => /--ui-veil: [^;]+;\s+--ui-shadow: [^;]+;/u.exec(block)?.[0];
  const normal = (text = '') => text.replace(/\s+/gu, ' ');
  expect(normal(rest(chosenDarkBlock))).toBe(normal(rest(darkBlock)));
});

it('loads nothing from elsewhere', () => {
  expect(css).not.toMatch(/url\(|@import|https?:/);
});

it('paints around a page what it paints below it', () => {
  const [light, dark] = pageColors.map(({ color }) => color);
  expect([light, dark]).toEqual([schemes.light.get('canvas'), schemes.dark.get('canvas')]);
});
