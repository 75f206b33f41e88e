import fc from 'fast-check';
import type { ContextFile } from './compared-images.ts';

/** A build context, and a Dockerfile that copies from it and from a stage of its own. */
export interface GeneratedImage {
  readonly files: readonly ContextFile[];
  readonly dockerfile: string;
}

const name = fc.constantFrom('a', 'b', 'c', 'd.txt', 'e.txt');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const file = fc.record({
  path,
  mode: fc.constantFrom(0o644, 0o600, 0o755, 0o640, 0o711),
  content: fc.constantFrom('one', 'two', ''),
});
const folder = fc.record({ path, mode: fc.constantFrom(0o755, 0o700, 0o750) });
const link = fc.record({ path, link: fc.constantFrom('a', '../b', '/etc', 'nowhere') });
const entry: fc.Arbitrary<ContextFile> = fc.oneof(
  { weight: 4, arbitrary: file },
  { weight: 2, arbitrary: folder },
  { weight: 1, arbitrary: link },
);

const isFolder = ({ content, link: target }: ContextFile): boolean =>
  content === undefined && target === undefined;
const isAbove = (one: ContextFile, other: ContextFile): boolean =>
  other.path.startsWith(`${one.path}/`);

/** What is no folder has nothing below it; the last file may have a second name. */
const context: fc.Arbitrary<ContextFile[]> = fc
  .tuple(
    fc.uniqueArray(entry, { selector: (each) => each.path, minLength: 4, maxLength: 10 }),
    fc.boolean(),
  )
  .map(([all, isLinked]) => {
    const kept = all.filter((each) => isFolder(each) || !all.some((other) => isAbove(each, other)));
    const first = kept.find(({ content }) => content !== undefined);
    const second = { path: 'a/second', sameAs: first?.path };
    const hasPlace =
      first !== undefined && !kept.some((each) => each.path === 'a' && !isFolder(each));
    return [...kept, ...(isLinked && hasPlace ? [second] : [])];
  });

const target = fc.constantFrom('/', '/app/', 'x/', './', '/usr/a/', '/lib/z/', '/app/b', '/n/m');
const flags = fc.constantFrom('', '', '--chown=7:8 ', '--chmod=750 ', '--chown=0:3 --chmod=0604 ');

function copies(files: readonly ContextFile[]): fc.Arbitrary<string> {
  const paths = files.filter((each) => each.link === undefined).map((each) => each.path);
  const parents = paths.map((each) => each.split('/').slice(0, -1).join('/') || '.');
  const [first = '.'] = paths;
  const wildcard = first.replace(/[^/]+$/, '*').replace(/^[^/]/, '?');
  const source = fc.constantFrom(...paths, ...parents, wildcard, '.');
  return fc
    .tuple(flags, fc.array(source, { minLength: 1, maxLength: 2 }), target)
    .map(([flag, sources, to]) => `COPY ${flag}${sources.join(' ')} ${to}`);
}

const setting = fc.constantFrom(
  'ENV A=1 E="two  words"',
  'ENV E=$A C=${A:-x}${D:+y}',
  "ENV A='$B' F=/x:$PATH",
  'ENV A=1 \\\n    # a comment\n    E=2',
  'LABEL a=b c="d"',
  'LABEL a="$A" b.c=1',
  'EXPOSE 80 90/udp',
  'EXPOSE 80/tcp',
  'USER 5:6',
  'USER 0',
  'WORKDIR /app',
  'WORKDIR w',
  'WORKDIR w/v',
  'WORKDIR /',
  'STOPSIGNAL SIGINT',
  'HEALTHCHECK --interval=1m5s --retries=2 CMD ["a", "b c"]',
  'HEALTHCHECK --start-period=20s CMD a $B',
  'HEALTHCHECK NONE',
  'CMD ["a"]',
  'CMD a  $B',
  'ENTRYPOINT ["b", "$A"]',
  'ENTRYPOINT b',
  'ARG Q=3\nENV R=$Q$B',
);

const chmod = fc.constantFrom(
  'RUN chmod -R u=rwX,go=rX /app',
  'RUN ["chmod", "-R", "go-rwx", "/app"]',
  'RUN chmod 640 /app',
  'RUN chmod -R 0750 /app',
  'RUN chmod -R a+rX,u+w,o= /app',
);

const stageSource = fc.constantFrom(
  '/app',
  '/app/',
  '/app/a',
  '/app/b',
  '/app/?',
  '/usr/lib',
  '/lib',
);

export function generatedImages(prefix: string): fc.Arbitrary<GeneratedImage> {
  return context.chain((files) => {
    const inNewFolder = fc
      .tuple(fc.constantFrom('w', 'w/v', '/n'), copies(files))
      .map(([made, copy]) => `WORKDIR ${made}\n${copy}`);
    const instruction = fc.oneof(
      { weight: 4, arbitrary: copies(files) },
      { weight: 4, arbitrary: setting },
      { weight: 1, arbitrary: inNewFolder },
    );
    return fc
      .record({
        helper: fc.array(instruction, { maxLength: 3 }),
        modes: fc.option(chmod),
        base: fc.constantFrom(`${prefix}/base`, `${prefix}/base`, 'scratch', 'helper'),
        own: fc.array(instruction, { maxLength: 5 }),
        copied: fc.array(
          fc
            .tuple(flags, stageSource, target)
            .map(([flag, from, to]) => `COPY --from=helper ${flag}${from} ${to}`),
          { maxLength: 2 },
        ),
      })
      .map(({ helper, modes, base, own, copied }) => {
        const isBase = base === 'helper';
        const lines = [
          `FROM ${prefix}/base AS helper`,
          ...helper.filter((line) => !line.startsWith('USER')),
          'COPY . /app',
          ...(modes === null || isBase ? [] : [modes]),
          `FROM ${base}`,
          ...own,
          ...copied,
        ];
        return { files, dockerfile: `${lines.join('\n')}\n` };
      });
  });
}
