import { messageOf } from '@taskora/base/errors';
import type { Kubectl, KubectlFollow } from '../cluster/connect.ts';
import type { Tunnel } from '../cluster/port-forward.ts';
import { openTunnel } from '../cluster/port-forward.ts';
import type { LivePod } from './live-pods.ts';
import { readLivePods } from './live-pods.ts';
import type { WantedFolder } from './pod-sync.ts';
import { compareWithImage, PodSync } from './pod-sync.ts';

interface SyncPlace {
  readonly kubectl: Kubectl;
  readonly followKubectl: KubectlFollow;
  readonly project: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly stop: AbortSignal;
  readonly say: (message: string) => void;
}

interface Link {
  readonly uid: string;
  readonly tunnel: Tunnel;
  readonly sync: PodSync;
}

const attempts = 3;

/** How a pod compares with what it is to hold. */
export interface PodVerdict {
  readonly pod: string;
  /** Undefined where both are equal. */
  readonly difference: string | undefined;
}

/**
 * Keeps the folders of all pods of an overlay as they are to be: a pod that is new, whose container was
 * started again, or that is reached again is asked for its content id, and sent what it lacks.
 */
export class LiveSync {
  readonly #place: SyncPlace;
  readonly #links = new Map<string, Link>();
  #wanted: WantedFolder | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(place: SyncPlace) {
    this.#place = place;
  }

  /** Sends what was built to all pods; gives how many were reached. */
  send(wanted: WantedFolder): Promise<number> {
    return this.#inTurn(async () => {
      this.#wanted = wanted;
      const links = [...this.#links.values()];
      const reached = await Promise.all(links.map((link) => this.#bring(link, 'saved')));
      return reached.filter(Boolean).length;
    });
  }

  /** Finds pods that are new, and asks those that are known; gives how many there are. */
  check(): Promise<number> {
    return this.#inTurn(() => this.#checkAll());
  }

  /** Reads all files of all pods, and compares them with what they are to hold. */
  compare(image: WantedFolder): Promise<PodVerdict[]> {
    return this.#inTurn(async () => {
      for (let attempt = 1; ; attempt += 1) {
        // Ctrl-C has ended the port-forwards, too.
        await this.#checkAll();
        const verdicts = await Promise.all(
          [...this.#links.values()].map((link) => this.#verdict(link, image)),
        );
        const known = verdicts.filter((verdict) => verdict !== undefined);
        if (known.length === verdicts.length || attempt === attempts) return known;
      }
    });
  }

  async #verdict({ uid, sync }: Link, image: WantedFolder): Promise<PodVerdict | undefined> {
    try {
      const difference = compareWithImage(await sync.read(), image.content);
      return { pod: sync.pod, difference };
    } catch {
      this.#drop(uid);
      return undefined;
    }
  }

  async #checkAll(): Promise<number> {
    const { kubectl, podLabels } = this.#place;
    const pods = await readLivePods(kubectl, podLabels);
    if (pods === undefined) return this.#links.size;
    const present = new Set(pods.map(({ uid }) => uid));
    for (const { uid } of [...this.#links.values()]) if (!present.has(uid)) this.#drop(uid);
    await Promise.all(pods.map((pod) => this.#checkPod(pod)));
    return this.#links.size;
  }

  async #checkPod(pod: LivePod): Promise<void> {
    const link = this.#links.get(pod.uid);
    if (link?.tunnel.ended.aborted === false) {
      const why = await link.sync.change().catch(() => 'it did not answer');
      if (why !== undefined) await this.#bring(link, why);
      return;
    }
    const made = await this.#connect(pod);
    if (made !== undefined) await this.#bring(made, link === undefined ? 'new' : 'reached again');
  }

  async #connect({ pod, uid, port }: LivePod): Promise<Link | undefined> {
    const { followKubectl, stop, project } = this.#place;
    this.#drop(uid);
    const tunnel = await openTunnel(followKubectl, { pod, port }, stop);
    if (tunnel === undefined) return undefined;
    const link = { uid, tunnel, sync: new PodSync(pod, tunnel.localPort, project) };
    this.#links.set(uid, link);
    return link;
  }

  #drop(uid: string): void {
    this.#links.get(uid)?.tunnel.close();
    this.#links.delete(uid);
  }

  /** A pod that cannot be reached now is asked again by the next check. */
  async #bring({ uid, sync }: Link, why: string): Promise<boolean> {
    const { say, stop } = this.#place;
    const wanted = this.#wanted;
    if (wanted === undefined) return false;
    try {
      const sent = await sync.bring(wanted);
      const holds = `pod ${sync.pod} holds ${wanted.contentId.slice(0, 12)}`;
      if (sent !== undefined)
        say(`${holds}: ${sent.written} written, ${sent.removed} removed (${why})`);
      else if (why !== 'saved') say(`${holds}, nothing had to be sent (${why})`);
      return true;
    } catch (error) {
      if (!stop.aborted) say(`pod ${sync.pod}: ${messageOf(error)}; it is asked again`);
      this.#drop(uid);
      return false;
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
