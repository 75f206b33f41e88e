'use client';

import { describeProblem, isSignedOut } from '@taskora/api-client';
import { Alert, Button, StatusRegion, TextField, useDebounced, useHydrated } from '@taskora/ui';
import {
  useRef,
  useState,
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';

import type { Failed } from '../outbox/outbox.ts';
import { pressedOn } from './add-keys.ts';
import { newTaskFrom } from './new-task.ts';
import { PastedLines } from './pasted-lines.tsx';
import { isTitleTooLong, linesIn } from './title-text.ts';
import { TooLong } from './too-long.tsx';
import { typedNow } from './typed.ts';
import { useAddField, type AddField } from './use-add-field.ts';
import { useReadLine } from './use-read-line.ts';

/** What is read is announced when the typing rests, and not with each key. */
const restMilliseconds = 700;

export interface QuickAddProps extends AddField {
  inputRef: RefObject<HTMLInputElement | null>;
  /** Adds one task for each line. */
  onAddEach: (lines: readonly string[]) => void;
}

/** Stands until the line is another; that a session has ended is said elsewhere, for all that fails. */
function NotAdded({ failure }: { failure: Failed }): ReactElement | null {
  if (isSignedOut(failure.error)) return null;
  return (
    <Alert tone="danger" title="The task was not added.">
      {describeProblem(failure.error)}
    </Alert>
  );
}

export function QuickAdd({ inputRef, onAddEach, ...rest }: QuickAddProps): ReactElement {
  const field = useAddField(rest);
  const readLine = useReadLine();
  const hydrated = useHydrated();
  const [tooLong, setTooLong] = useState<{ line: string; title: string } | null>(null);
  const [pasted, setPasted] = useState<{ lines: string[]; text: string } | null>(null);
  const reads = useRef(false);
  const { line, chips } = field;
  const ChipList = field.reader?.ChipList;
  const said = useDebounced(chips.map(({ says }) => says).join('. '), restMilliseconds);

  /** The field is free again at once, so that the next task can be typed while this one is added. */
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    inputRef.current?.focus();
    if (line === '') return;
    if (isTitleTooLong(line)) {
      if (reads.current) return;
      reads.current = true;
      const text = inputRef.current?.value;
      // The text of a date does not count, so it may fit after all.
      const asked = { line, typed: field.typed ?? typedNow(), kept: field.keptPhrases };
      const reading = field.reading ?? (await readLine(asked));
      reads.current = false;
      // Written on meanwhile, it is another line, that nobody has sent.
      if (inputRef.current?.value !== text) return;
      const { title } = newTaskFrom(line, reading).task;
      if (isTitleTooLong(title)) {
        setTooLong({ line, title });
        return;
      }
    }
    void field.send();
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    const pressed = pressedOn(event, chips);
    if (!pressed) return;
    event.preventDefault();
    event.stopPropagation();
    if (pressed.does === 'dismiss') field.keep(pressed.chip.phrase, true);
    else field.choose(pressed.chip, 0);
  }

  /** The button that was pressed may be gone: the next key belongs to the line. */
  function backInField(act: () => void): void {
    act();
    inputRef.current?.focus();
  }

  function paste(event: ClipboardEvent<HTMLInputElement>): void {
    const lines = linesIn(event.clipboardData.getData('text/plain'));
    if (lines.length < 2) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const before = value.slice(0, selectionStart ?? value.length);
    const text = `${before}${lines.join(' ')}${value.slice(selectionEnd ?? value.length)}`;
    setPasted({ lines, text });
  }

  function endPaste(text?: string): void {
    setPasted(null);
    if (text !== undefined) field.write(text);
    inputRef.current?.focus();
  }

  return (
    <form
      onSubmit={(event) => void submit(event)}
      className="sticky top-14 z-5 -mx-2 grid gap-2 bg-canvas px-2 py-2"
      noValidate
    >
      <div className="flex items-end gap-2">
        <TextField
          ref={inputRef}
          dir="auto"
          className="min-w-0 flex-1"
          label="Add a task"
          hideLabel
          placeholder="Buy milk tomorrow"
          autoComplete="off"
          enterKeyHint="done"
          readOnly={!hydrated}
          value={field.text}
          onFocus={field.begin}
          onKeyDown={press}
          onPaste={paste}
          onChange={(event) => field.write(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" disabled={!hydrated}>
          Add
        </Button>
      </div>
      {field.failure ? <NotAdded failure={field.failure} /> : null}
      {tooLong?.line === line ? (
        <TooLong title={tooLong.title} onKeepRest={() => void field.send(true)} />
      ) : null}
      {pasted ? (
        <PastedLines
          lines={pasted.lines}
          onAddEach={() => {
            onAddEach(pasted.lines);
            endPaste();
          }}
          onOneLine={() => endPaste(pasted.text)}
          onCancel={() => endPaste()}
        />
      ) : (
        <div className="grid min-h-9 content-center text-sm text-muted">
          {line === '' ? (
            <p>Understands “tomorrow at 5pm”, “every Monday”, “#home”, “@phone”, “p1”.</p>
          ) : null}
          {ChipList ? (
            <ChipList
              chips={chips}
              kept={field.kept}
              onDismiss={(chip) => backInField(() => field.keep(chip.phrase, true))}
              onReadAgain={(phrase) => backInField(() => field.keep(phrase, false))}
              onChoose={(chip, place) => backInField(() => field.choose(chip, place))}
            />
          ) : null}
        </div>
      )}
      <StatusRegion>{said}</StatusRegion>
    </form>
  );
}
