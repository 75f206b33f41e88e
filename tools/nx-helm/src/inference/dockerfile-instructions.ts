/** `<<EOF`, `<<-EOF`, `<<"EOF"`; `<<<` is none. */
const heredocs = /(?:^|\s)\d*<<(-?)(["']?)([^\s"'<]+)\2(?=\s|$)/g;

/** Only these take a text that stands in the Dockerfile itself, which may look like instructions. */
const takesText = /^(?:RUN|COPY|ADD)\s/i;

/**
 * The instructions of a Dockerfile, each in one line and without the texts below it. A line that ends
 * with a backslash goes on in the next; comments between them do not count.
 */
export function instructions(dockerfile: string): string[] {
  const lines = dockerfile.split(/\r?\n/);
  const found: string[] = [];
  let open = '';
  for (let next = 0; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (/^\s*#/.test(line)) continue;
    const goesOn = /\\[ \t]*$/.exec(line);
    open += goesOn === null ? line : `${line.slice(0, goesOn.index)} `;
    if (goesOn !== null) continue;
    const instruction = open.trim();
    open = '';
    found.push(instruction);
    if (takesText.test(instruction)) next = endOfTexts(lines, next, instruction);
  }
  return [...found, open.trim()];
}

/** The line that ends the last text which an instruction takes. */
function endOfTexts(lines: readonly string[], start: number, instruction: string): number {
  let end = start;
  for (const [, dash, , word] of instruction.matchAll(heredocs)) {
    const isEnd = (line: string): boolean =>
      (dash === '' ? line : line.replace(/^\t+/, '')) === word;
    const found = lines.findIndex((line, index) => index > end && isEnd(line));
    // Without its end, the engine refuses the file.
    end = found < 0 ? lines.length : found;
  }
  return end;
}
