/** Letters as they are compared here: in one case, without marks. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function partsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Whether one letter is missing, too many, another one, or has changed places with the next. */
function isOneSlipFrom(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [rest, otherRest] = [
    one.slice(start, one.length - end),
    other.slice(start, other.length - end),
  ];
  if (Math.max(rest.length, otherRest.length) <= 1) return true;
  return rest.length === 2 && rest === [...otherRest].reverse().join('');
}

/** One letter makes something else of a shorter text. */
const slipLengthMin = 4;

function scoreIn(part: string, term: string): number {
  if (part === term) return 4;
  if (part.startsWith(term)) return 3;
  if (term.length > 1 && part.includes(term)) return 2;
  if (term.length < slipLengthMin) return 0;
  const lengths = [term.length - 1, term.length, term.length + 1];
  return lengths.some((length) => isOneSlipFrom(term, part.slice(0, length))) ? 1 : 0;
}

/** How well a name answers to what is typed: the larger, the better; null where a part of it does not. */
export function scoreOf(name: string, typed: string): number | null {
  const [parts, terms] = [partsOf(name), partsOf(typed)];
  if (terms.length === 0) return null;
  const scores = terms.map((term) => Math.max(0, ...parts.map((part) => scoreIn(part, term))));
  if (scores.includes(0)) return null;
  const isBeginning = folded(name).startsWith(folded(typed.trim()));
  return scores.reduce((sum, score) => sum + score, 0) + Number(isBeginning);
}

/** Those whose name answers, the best first; of equals, in the order that they had. */
export function matching<Named extends { name: string }>(
  all: readonly Named[],
  typed: string,
): Named[] {
  return all
    .flatMap((each) => {
      const score = scoreOf(each.name, typed);
      return score === null ? [] : [{ each, score }];
    })
    .sort((one, other) => other.score - one.score)
    .map(({ each }) => each);
}
