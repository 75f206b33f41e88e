/** What a program that is played gets of this one's variables: none of Nx, so that what it starts is its own run. */
export const childEnvironment = (): Record<string, string | undefined> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:NX_|npm_)/.test(name)),
  ),
  NX_TUI: 'false',
  NX_DAEMON: 'false',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
});
