'use client';

import {
  applyPlan,
  describeProblem,
  importFile,
  newId,
  sendChange,
  undoChange,
  type ImportFileParams,
  type ImportReport,
} from '@taskora/api-client';
import { useRef, useState } from 'react';

import { fileFault, fileRefusal, planRefusal } from './refusal.ts';

/** What became of an import. */
export interface Imported {
  report: ImportReport;
  /** How many things were added. */
  count: number;
  /** By it the whole import is undone; null where nothing was added. */
  changeId: string | null;
}

export type Step =
  | { kind: 'choosing' }
  | { kind: 'reading'; fileName: string }
  | { kind: 'preview'; report: ImportReport }
  | { kind: 'importing'; report: ImportReport }
  | { kind: 'done'; imported: Imported }
  | { kind: 'undoing'; imported: Imported }
  /** It was taken back; so many tasks stay, which were changed since. */
  | { kind: 'undone'; kept: number };

export type Options = Pick<ImportFileParams, 'spaceId' | 'source'>;

/** An import, from a file over the preview of each row to what was done, which is undone as one. */
export function useImport() {
  const [step, setStep] = useState<Step>({ kind: 'choosing' });
  const [failure, setFailure] = useState<string | null>(null);
  /** What was asked last: another file or other options make the answer to what was asked before mean nothing. */
  const asked = useRef(0);
  const aborting = useRef<AbortController | null>(null);

  /** Leaves whatever is asked, and begins anew. */
  function reset(): void {
    asked.current += 1;
    aborting.current?.abort();
    setFailure(null);
    setStep({ kind: 'choosing' });
  }

  function fail(why: string): void {
    setFailure(why);
    setStep({ kind: 'choosing' });
  }

  async function preview(file: File, options: Options): Promise<void> {
    reset();
    const turn = asked.current;
    const abort = new AbortController();
    aborting.current = abort;
    setStep({ kind: 'reading', fileName: file.name });
    const fault = await fileFault(file);
    if (asked.current !== turn) return;
    if (fault !== null) {
      fail(fault);
      return;
    }
    try {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const parameters = {
        // What the API takes of a name; it may name a project.
        fileName: file.name.slice(0, 255),
        timeZone,
        ...(options.spaceId && { spaceId: options.spaceId }),
        ...(options.source && { source: options.source }),
      };
      const report = await importFile(file, parameters, {
        headers: { 'Dry-Run': 'true' },
        signal: abort.signal,
      });
      if (asked.current === turn) setStep({ kind: 'preview', report });
    } catch (error) {
      if (asked.current === turn) fail(fileRefusal(error));
    }
  }

  async function apply(report: ImportReport): Promise<void> {
    const { planId } = report;
    if (planId === null) return;
    setFailure(null);
    setStep({ kind: 'importing', report });
    try {
      // The plan is applied once, however often its answer is lost.
      const { result } = await sendChange((options) => applyPlan(planId, options), {
        idempotencyKey: planId,
      });
      setStep({ kind: 'done', imported: { report, ...result } });
    } catch (error) {
      setFailure(planRefusal(error));
      setStep({ kind: 'preview', report });
    }
  }

  async function undo(imported: Imported): Promise<void> {
    const { changeId } = imported;
    if (changeId === null) return;
    setFailure(null);
    setStep({ kind: 'undoing', imported });
    try {
      const { result } = await sendChange((options) => undoChange(changeId, options), {
        idempotencyKey: newId(),
      });
      setStep({ kind: 'undone', kept: result.kept.length });
    } catch (error) {
      setFailure(describeProblem(error));
      setStep({ kind: 'done', imported });
    }
  }

  return { step, failure, preview, apply, undo, reset };
}

export type Importing = ReturnType<typeof useImport>;
