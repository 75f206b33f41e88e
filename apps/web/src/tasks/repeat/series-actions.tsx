'use client';

import { describeProblem, type Recurrence, type Task } from '@taskora/api-client';
import { Alert, Button, useToday } from '@taskora/ui';
import { useRef, useState, type ReactElement, type RefObject } from 'react';

import type { Undo } from '../undo/use-undo.tsx';
import { dayAfter, dayText } from '../words/day-text.ts';
import { LaterForm } from './later-form.tsx';
import { PauseForm } from './pause-form.tsx';
import { useSeries } from './use-series.ts';

type Pause = Recurrence['pauses'][number];

/** A pause as a sentence; the day on which it is over is the first that something can be due on. */
export function pauseText({ startOn, resumedOn }: Pause): string {
  if (resumedOn === null) return `Nothing is due from ${dayText(startOn)} on.`;
  const last = dayAfter(resumedOn, -1);
  if (last === startOn) return `Nothing is due on ${dayText(startOn)}.`;
  return `Nothing is due from ${dayText(startOn)} to ${dayText(last)}.`;
}

/** What differs from the rule, in sentences. */
function Exceptions({ recurrence }: { recurrence: Recurrence }): ReactElement | null {
  const { skippedOn, moved, originalOn } = recurrence;
  const later = moved.filter((each) => each.originalOn !== originalOn);
  const skipped = skippedOn.filter((day) => day !== originalOn);
  if (later.length === 0 && skipped.length === 0) return null;
  return (
    <p className="text-sm text-muted">
      {skipped.length > 0 ? `Left out: ${skipped.map(dayText).join(', ')}. ` : ''}
      {later
        .map((each) => `${dayText(each.originalOn)} is moved to ${dayText(each.dueOn)}.`)
        .join(' ')}
    </p>
  );
}

export interface SeriesActionsProps {
  task: Task;
  onBeginChange: Undo['begin'];
}

/** What is done with a task that repeats beside completing it: at once, and not with the form. */
export function SeriesActions({ task, onBeginChange }: SeriesActionsProps): ReactElement | null {
  const { recurrence, dueOn, completedAt } = task;
  const series = useSeries(task, onBeginChange);
  const today = useToday();
  const [open, setOpen] = useState<'pause' | 'later' | null>(null);
  const pauseButton = useRef<HTMLButtonElement>(null);
  const laterButton = useRef<HTMLButtonElement>(null);
  if (!recurrence || !dueOn || completedAt || today === null) return null;
  const { originalOn, pauses, anchor } = recurrence;
  const { pending, failure } = series;
  const pausesLeft = pauses.filter(({ resumedOn }) => resumedOn === null || resumedOn > today);

  function close(button: RefObject<HTMLButtonElement | null>): void {
    setOpen(null);
    // Once the button is there again.
    requestAnimationFrame(() => button.current?.focus());
  }

  async function end({ startOn }: Pause): Promise<void> {
    const isEnded = await series.resume(today !== null && startOn < today ? today : startOn);
    if (isEnded) pauseButton.current?.focus();
  }

  return (
    <section aria-label="Repetition" className="grid justify-items-start gap-2">
      <h2 className="font-sans text-sm font-medium tracking-normal">Repetition</h2>
      <p className="text-sm">
        This one is due on {dayText(dueOn)}
        {originalOn === dueOn ? '' : `, moved from ${dayText(originalOn)}`}.
      </p>
      <Exceptions recurrence={recurrence} />
      {pausesLeft.map((pause) => (
        <div key={pause.startOn} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <p>{pauseText(pause)}</p>
          <Button
            size="small"
            aria-label={`End the pause from ${dayText(pause.startOn)}`}
            disabled={pending !== null}
            onClick={() => void end(pause)}
          >
            End the pause
          </Button>
        </div>
      ))}
      {failure ? (
        <Alert tone="danger" title="The repetition was not changed.">
          {describeProblem(failure)}
        </Alert>
      ) : null}
      {open === 'pause' ? (
        <PauseForm
          today={today}
          pending={pending === 'pause'}
          onPause={(days) => void series.pause(days).then((isDone) => isDone && close(pauseButton))}
          onClose={() => close(pauseButton)}
        />
      ) : null}
      {open === 'later' ? (
        <LaterForm
          originalOn={originalOn}
          series={series}
          onDone={() => close(laterButton)}
          onClose={() => close(laterButton)}
        />
      ) : null}
      {open === null ? (
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            pending={pending === 'skip'}
            onClick={() => void series.skip(originalOn)}
          >
            Skip this one
          </Button>
          <Button ref={pauseButton} size="small" onClick={() => setOpen('pause')}>
            Pause
          </Button>
          {/* Of what counts from its completion, nobody knows a later one. */}
          {anchor === 'due' ? (
            <Button ref={laterButton} size="small" onClick={() => setOpen('later')}>
              Change a later one
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
