import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Client } from '../load/client.ts';

/** Many clients that ask at a steady rate, each on the one connection that it keeps. */
export class SteadyClients {
  readonly #clients: readonly Client[];
  readonly #perSecond: number;
  readonly #answers: Answer[] = [];
  #isAsking = true;

  constructor(clients: readonly Client[], perSecond: number) {
    this.#clients = clients;
    this.#perSecond = perSecond;
  }

  get count(): number {
    return this.#answers.length;
  }

  stop(): void {
    this.#isAsking = false;
  }

  /** Ends when all have stopped, with every answer. */
  async ask(path: string): Promise<readonly Answer[]> {
    const milliseconds = (1000 * this.#clients.length) / this.#perSecond;
    await Promise.all(
      this.#clients.map(async (client, index) => {
        await pause((milliseconds * index) / this.#clients.length);
        while (this.#isAsking) {
          const answer = await client.ask({ path });
          this.#answers.push(answer);
          await pause(Math.max(0, milliseconds - answer.milliseconds));
        }
        client.close();
      }),
    );
    return this.#answers;
  }
}
