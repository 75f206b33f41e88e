import type { Random } from './random.ts';

/** A process of the simulation: a run of the deployer, or the Helm that it started. */
export interface Actor {
  readonly name: string;
  readonly processId: number;
  readonly place: string;
  readonly commandLine: readonly string[];
  /** Killed, or come to its end. */
  hasEnded: boolean;
  wasKilled: boolean;
  /** How many other processes it waits for. */
  waitsFor: number;
  /** Stopped, as on a machine that sleeps. */
  isSuspended: boolean;
}

export interface Request {
  readonly actor: Actor;
  readonly label: string;
  readonly answer: () => void;
  /** It is not answered before so many others were, unless nobody else asks. */
  readonly notBefore: number;
}

/** The next request to be answered, and whether its actors live on. */
export interface Crash {
  /** Counted over all requests of the victims, from 0; or the first that is called so. */
  readonly at: number | string;
  /** Whether the cluster has done what was asked before they die. */
  readonly moment: 'before' | 'after';
  readonly victims: () => readonly Actor[];
  readonly kill: () => void;
}

const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const patienceMilliseconds = 5000;

/**
 * Lets one request after the other reach the cluster, in an order that the random numbers choose. All
 * that happens between two requests of an actor happens at once.
 */
export function createSchedule(random: Random) {
  const actors: Actor[] = [];
  const onEnd = new Map<Actor, ((isKilled: boolean) => void)[]>();
  const trace: string[] = [];
  let waiting: Request[] = [];
  let onAnswer = (_request: Request, answer: () => void): void => answer();
  let crashedAt: string | undefined;
  let crash: Crash | undefined;
  let counted = 0;
  let hasCrashed = false;
  let answered = 0;
  let nextProcessId = 1000;

  const end = (actor: Actor, isKilled: boolean): void => {
    if (actor.hasEnded) return;
    actor.hasEnded = true;
    actor.wasKilled = isKilled;
    waiting = waiting.filter((request) => request.actor !== actor);
    if (isKilled) trace.push(`${actor.name} is killed`);
    for (const listener of onEnd.get(actor) ?? []) listener(isKilled);
  };

  /** All that live wait for an answer or for another process. */
  const quiet = async (): Promise<void> => {
    const deadline = Date.now() + patienceMilliseconds;
    for (;;) {
      await immediate();
      const busy = actors.find(
        (actor) =>
          !actor.hasEnded &&
          !actor.isSuspended &&
          actor.waitsFor === 0 &&
          !waiting.some((request) => request.actor === actor),
      );
      if (busy === undefined) return;
      if (Date.now() > deadline) throw new Error(`${busy.name} neither asks nor ends`);
    }
  };

  const answerNext = (request: Request): void => {
    waiting = waiting.filter((each) => each !== request);
    const isCounted = crash?.victims().includes(request.actor) === true;
    const isLast = isCounted && !hasCrashed && [counted, request.label].includes(crash?.at ?? '');
    hasCrashed ||= isLast;
    if (isLast) crashedAt = request.label;
    if (isLast && crash?.moment === 'before') {
      trace.push(`before ${request.actor.name}: ${request.label}`);
      counted += 1;
      crash.kill();
      // Whoever has asked may live on: of two processes only one may have been killed.
      if (!request.actor.hasEnded) waiting = [...waiting, request];
      return;
    }
    if (isCounted) counted += 1;
    trace.push(`${request.actor.name}: ${request.label}`);
    if (isLast && crash?.moment === 'after') {
      const { kill } = crash;
      request.answer();
      kill();
      return;
    }
    onAnswer(request, request.answer);
  };

  return {
    trace,
    actors: (): readonly Actor[] => actors,
    isAlive: (processId: number): boolean =>
      actors.some((actor) => actor.processId === processId && !actor.hasEnded),
    start: (name: string, place: string, commandLine: readonly string[] = []): Actor => {
      nextProcessId += 1;
      const processId = nextProcessId;
      const actor = {
        name,
        place,
        commandLine,
        processId,
        hasEnded: false,
        wasKilled: false,
        waitsFor: 0,
        isSuspended: false,
      };
      actors.push(actor);
      return actor;
    },
    end: (actor: Actor): void => end(actor, false),
    kill: (actor: Actor): void => end(actor, true),
    whenEnded: (actor: Actor, listener: (isKilled: boolean) => void): void =>
      void onEnd.set(actor, [...(onEnd.get(actor) ?? []), listener]),
    plan: (planned: Crash | undefined): void => {
      crash = planned;
      counted = 0;
      hasCrashed = false;
    },
    /** Which request the last planned crash has cut. */
    crashedAt: (): string | undefined => crashedAt,
    /** Called in place of each answer that no crash cuts, which it gives. */
    onAnswer: (listener: (request: Request, answer: () => void) => void): void => {
      onAnswer = listener;
    },
    /** Resolves when the cluster has answered; never for an actor that was killed before. */
    ask: <Result>(actor: Actor, label: string, effect: () => Result, delay = 0): Promise<Result> =>
      new Promise((resolve, reject) => {
        if (actor.hasEnded) return;
        const answer = (): void => {
          try {
            const result = effect();
            if (!actor.hasEnded) resolve(result);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        waiting = [...waiting, { actor, label, answer, notBefore: answered + delay }];
      }),
    /** Until nobody asks any more, or the planned crash has come. */
    play: async ({
      untilCrash = false,
      whileAlive = [] as readonly Actor[],
    } = {}): Promise<void> => {
      for (;;) {
        await quiet();
        const awake = waiting.filter(({ actor }) => !actor.isSuspended);
        if (awake.length === 0 || (untilCrash && hasCrashed)) return;
        if (whileAlive.length > 0 && whileAlive.every(({ hasEnded }) => hasEnded)) return;
        const due = awake.filter(({ notBefore }) => notBefore <= answered);
        answered += 1;
        answerNext(random.pick(due.length === 0 ? awake : due));
      }
    },
  };
}

export type Schedule = ReturnType<typeof createSchedule>;
