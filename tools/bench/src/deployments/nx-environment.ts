/** What every Nx of the bench is given beside the inherited variables. */
export const nxEnvironment = (hasDaemon: boolean): Record<string, string> => ({
  NX_DAEMON: String(hasDaemon),
  NX_TUI: 'false',
});
