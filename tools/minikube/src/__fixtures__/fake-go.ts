import { join } from 'node:path';
import { readOptional } from '@taskora/base/files';
import { writeFileAt, type Sandbox } from './settings.ts';

/** A stand-in for go that builds in no time, and stops half-done in the program named in `block`. */
export interface FakeGo {
  builds(): string[];
  /** The process that stands still in a build, once there is one. */
  blocked(): number | undefined;
  block(program: string): void;
  unblock(): void;
}

/** What schemas are made of, in one folder that stands for all modules. */
export function writeSchemaSources(folder: string): void {
  writeFileAt(join(folder, 'api/openapi-spec/swagger.json'), JSON.stringify({ definitions: {} }));
  writeFileAt(join(folder, 'config/crd/standard/none.yaml'), 'kind: ConfigMap\n');
}

export function installFakeGo(sandbox: Sandbox, version = '1.99.0'): FakeGo {
  const at = (name: string): string => join(sandbox.folder, `go-${name}`);
  writeSchemaSources(join(sandbox.folder, 'kubernetes'));
  sandbox.program(
    'go',
    `case $1 in
env) echo go${version} ;;
mod) echo '{"Dir": "${join(sandbox.folder, 'kubernetes')}"}' ;;
build)
  while [ "$1" != -o ]; do shift; done
  name=$(basename "$2" .draft)
  echo "$name" >> ${at('builds')}
  mkdir -p "$GOCACHE" "$GOMODCACHE" && touch "$GOCACHE/object"
  echo "#!/bin/sh" > "$2"
  if [ "$(cat ${at('block')} 2>/dev/null)" = "$name" ]; then echo $$ > ${at('blocked')}; exec sleep 600; fi
  echo "exit 0" >> "$2"
  ;;
esac`,
  );
  return {
    builds: () => (readOptional(at('builds')) ?? '').split('\n').filter(Boolean),
    blocked: () => Number(readOptional(at('blocked'))?.trim()) || undefined,
    block: (program) => writeFileAt(at('block'), program),
    unblock: () => writeFileAt(at('block'), ''),
  };
}
