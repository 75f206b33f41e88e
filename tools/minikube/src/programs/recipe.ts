import { createHash } from 'node:crypto';

/** How every program is built, apart from the folders in which it is. */
export const BUILD_SETTINGS = {
  // The copied go.mod may lack indirect lines, which go adds; go.sum still decides what is taken. The
  // linker leaves out what debuggers read, so that the compiler need not write it: a tenth of its time.
  GOFLAGS: '-mod=mod -modcacherw -trimpath -buildvcs=false -gcflags=all=-dwarf=false',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
  GO111MODULE: 'on',
  // One setting for all, or Go would compile what they share a second time; and no C compiler.
  CGO_ENABLED: '0',
  // A seventh of the compiler's time on large packages, for a fifth more memory.
  GOGC: '200',
} as const;

/** Without the table of symbols and without what debuggers read. */
export const LINKER_FLAGS = ['-s', '-w'] as const;

/** A program is known by its sources and by how it is built: another recipe is another program. */
export function recipeHash(sources: string, recipe: object): string {
  return createHash('sha256')
    .update(`${sources}\0${JSON.stringify(recipe)}`)
    .digest('hex')
    .slice(0, 12);
}

export const RECIPE = { settings: BUILD_SETTINGS, linker: LINKER_FLAGS };
