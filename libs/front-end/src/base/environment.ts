/** Whether this is `next dev`; Next.js sets the variable itself in both modes. */
export function isDevelopment(): boolean {
  return process.env['NODE_ENV'] === 'development';
}
