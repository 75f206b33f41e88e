/** The theme's canvas, for what the browser paints around a page before it has read any style. */
export const pageColors = [
  { media: '(prefers-color-scheme: light)', color: '#f8f6f1' },
  { media: '(prefers-color-scheme: dark)', color: '#131513' },
];
