import { createNxWorkspace } from '../testing/nx-workspace.ts';
import { endNxDaemon } from './nx-command.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

it('the daemon of a workspace is ended, and the next command begins another', async () => {
  const workspace = await createNxWorkspace({ hasDaemon: true });
  const daemon = async (): Promise<string> => (await workspace.nx('daemon')).said;
  try {
    await workspace.nxWith({ NX_DAEMON: 'true' }, 'show', 'projects');
    expect(await daemon()).toContain('currently running');
    await endNxDaemon(workspace.root);
    expect(await daemon()).toContain('not running');
    await workspace.nxWith({ NX_DAEMON: 'true' }, 'show', 'projects');
    expect(await daemon()).toContain('currently running');
  } finally {
    await workspace.remove();
  }
});
