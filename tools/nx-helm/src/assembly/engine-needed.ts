/** Why an image cannot be assembled here: no fault, an engine builds it then. */
export class EngineNeeded extends Error {
  /** Of the Dockerfile, from 1 on. */
  readonly line: number;

  constructor(line: number, why: string) {
    super(`line ${line}: ${why}`);
    this.name = 'EngineNeeded';
    this.line = line;
  }
}

/** Runs a step, whose refusals belong to a line of the Dockerfile. */
export function atLine<Result>(line: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unsupported) throw new EngineNeeded(line, error.message);
    throw error;
  }
}

/** As `EngineNeeded`, from where no line is known. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

export async function atLineAsync<Result>(
  line: number,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unsupported) throw new EngineNeeded(line, error.message);
    throw error;
  }
}
