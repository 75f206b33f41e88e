/** An input that was another one than in the revision before, as it was known when the release rolled. */
export interface RecordedChange {
  readonly kind: string;
  /** Project, package, chart or environment file. */
  readonly name: string;
  readonly details: readonly string[];
}

/** What happened to a release once, and why: longer than a label may be, and kept beside the release. */
export interface RolloutRecord {
  readonly revision: number;
  readonly action: 'installed' | 'upgraded' | 'healed' | 'failed' | 'rolled-back';
  /** One word; also the label `reason` of the revision where one was written. */
  readonly reasonCode: string;
  /** For people, in one sentence. */
  readonly explanation: string;
  readonly changes: readonly RecordedChange[];
  readonly commit: string;
  readonly dirty: boolean;
  /** Who, on which machine. */
  readonly by: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationSeconds: number;
  /** `deployed`, or the code of the error that ended it. */
  readonly result: string;
}
