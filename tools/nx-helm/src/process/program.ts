import { accessSync, constants } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** The workspace's own programs come first, then the machine's PATH. */
export function resolveProgram(
  name: string,
  workspaceRoot: string,
  programsDirectory: string,
): string {
  const folder = isAbsolute(programsDirectory)
    ? programsDirectory
    : join(workspaceRoot, programsDirectory);
  const own = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  return isExecutable(own) ? own : name;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
