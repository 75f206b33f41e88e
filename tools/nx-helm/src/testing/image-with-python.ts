import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ComparedImages } from './compared-images.ts';
import { programFiles } from './compared-images.ts';
import type { TestFile } from './docker-archive.ts';

const program = '/usr/bin/python3';

/** Whether this machine has a Python of the system, as images of Debian have one. */
export const hasPython =
  existsSync(program) && /^\/usr\/bin\/python3\.\d+$/.test(realpathSync(program));

/** That Python with as much of its library as compiles. */
function filesOfPython(): TestFile[] {
  const real = realpathSync(program);
  const library = real.replace('/usr/bin', '/usr/lib');
  const folders = ['', 'collections', 'encodings', 'importlib', 're', 'urllib'];
  const modules = folders.flatMap((folder) =>
    readdirSync(join(library, folder))
      .map((name) => join(library, folder, name))
      .filter((path) => path.endsWith('.py') && statSync(path).isFile()),
  );
  return [
    ...programFiles(real),
    { name: 'usr/bin/python3', type: 'symlink', linkname: real.replace('/usr/bin/', '') },
    ...modules.map((path) => ({ name: path.slice(1), content: readFileSync(path), mode: 0o644 })),
  ];
}

/** Makes that Python the base of the images, with the links that Debian's folders are. */
export async function addBaseOfPython(images: ComparedImages): Promise<void> {
  const links = ['bin', 'lib', 'lib64'].map((name) => ({
    name,
    type: 'symlink' as const,
    linkname: `usr/${name}`,
  }));
  await images.addBase({
    layers: [[...links, ...filesOfPython()]],
    config: { Env: ['PATH=/usr/bin'] },
  });
}
