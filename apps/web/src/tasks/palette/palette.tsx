'use client';

import { describeProblem } from '@taskora/api-client';
import { Alert, Dialog, StatusRegion, TextField, isComposing } from '@taskora/ui';
import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';

import { useKnownTags } from '../edit/fields/tags.ts';
import type { Shown } from '../shortcuts/keyboard-map.ts';
import { OptionList, elementIdOf } from './option-list.tsx';
import {
  commandOptions,
  optionGroups,
  placeOptions,
  taskOption,
  type Chosen,
  type ExtraCommand,
  type Option,
} from './options.ts';
import { useChoosing, type ChoosingWith } from './use-choosing.ts';
import { useFoundTasks } from './use-found-tasks.ts';
import { useRecent } from './use-recent.ts';

export interface PaletteProps extends ChoosingWith {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  shown: Shown;
  extras: readonly ExtraCommand[];
  /** Gives, once, what was typed before the field had the focus. */
  takeTyped: () => string;
}

/** What the API takes. */
const searchCharactersMax = 200;
const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
const title = 'Find a task, a place or a command';

/** Finds tasks, places and commands by what is typed, and goes or does what is chosen. */
export function Palette(props: PaletteProps): ReactElement {
  const { open, onOpenChange, board } = props;
  const field = useRef<HTMLInputElement>(null);
  /** It is done once the focus is back in the page. */
  const chosen = useRef<Chosen | null>(null);
  const choose = useChoosing(props);
  /** What had the focus when it was opened: a command counts there. */
  const origin = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) origin.current = document.activeElement;
  }, [open]);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      atTop
      initialFocus={field}
      onClosed={() => {
        const last = chosen.current;
        chosen.current = null;
        if (!last) return;
        if (origin.current instanceof HTMLElement) origin.current.focus();
        choose(last);
      }}
    >
      {open ? (
        <PaletteContent
          board={board}
          shown={props.shown}
          extras={props.extras}
          fieldRef={field}
          takeTyped={props.takeTyped}
          onChoose={(option) => {
            chosen.current = option.chosen;
            onOpenChange(false);
          }}
          onClose={() => onOpenChange(false)}
        />
      ) : null}
    </Dialog>
  );
}

interface PaletteContentProps extends Pick<
  PaletteProps,
  'board' | 'shown' | 'extras' | 'takeTyped'
> {
  fieldRef: RefObject<HTMLInputElement | null>;
  onChoose: (option: Option) => void;
  onClose: () => void;
}

/** Everything that is offered for what is typed. */
function useOffers(
  { board, shown, extras }: Pick<PaletteContentProps, 'board' | 'shown' | 'extras'>,
  typed: string,
) {
  const { projects, saved, shared, all, tasks: listed } = board;
  const tags = useKnownTags();
  const [recentIds, remember] = useRecent();
  const { tasks, error, isPending } = useFoundTasks(typed);
  const names = useMemo(
    () => new Map((projects ?? []).map(({ id, name }) => [id, name])),
    [projects],
  );
  const places = useMemo(
    () =>
      placeOptions({
        projects: projects ?? [],
        saved: saved.views,
        spaces: shared.spaces ?? [],
        tags,
      }),
    [projects, saved.views, shared.spaces, tags],
  );
  const commands = useMemo(() => commandOptions(extras, shown), [extras, shown]);
  const recent = useMemo(() => {
    const offered = [...places, ...commands];
    const known = all ?? listed ?? [];
    return recentIds.flatMap((id): Option[] => {
      const option = offered.find((each) => each.id === id);
      if (option) return [option];
      const task = known.find((each) => `task:${each.id}` === id);
      return task ? [taskOption(task, names)] : [];
    });
  }, [recentIds, places, commands, all, listed, names]);
  const found = tasks.map((task) => taskOption(task, names));
  const groups = optionGroups({ typed, places, commands, found, recent });
  return { groups, error, isPending, remember };
}

function countText(count: number): string {
  return count === 1 ? '1 result' : `${count} results`;
}

function PaletteContent(props: PaletteContentProps): ReactElement {
  const { fieldRef, takeTyped, onChoose, onClose } = props;
  const [text, setText] = useState('');
  const [activeId, setActiveId] = useState<string | null>(null);
  const listId = useId();
  const typed = text.trim();
  const { groups, error, isPending, remember } = useOffers(props, typed);
  const options = groups.flatMap((group) => group.options);
  const active = options.find(({ id }) => id === activeId) ?? options[0];

  function choose(option: Option): void {
    remember(option);
    onChoose(option);
  }

  function press(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    const isOpener = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
    const step = steps[event.key];
    if (isOpener) onClose();
    else if (event.key === 'Enter' && active) choose(active);
    else if (step !== undefined && active) {
      const next = options.indexOf(active) + step;
      setActiveId(options.at(next % options.length)?.id ?? null);
    } else return;
    event.preventDefault();
  }

  return (
    <div className="grid gap-2">
      <TextField
        ref={fieldRef}
        label={title}
        hideLabel
        dir="auto"
        placeholder="A few letters of it"
        autoComplete="off"
        maxLength={searchCharactersMax}
        role="combobox"
        aria-expanded={options.length > 0}
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={active && elementIdOf(listId, active)}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActiveId(null);
        }}
        onFocus={() => {
          const before = takeTyped();
          setText((known) => known + before);
        }}
        onKeyDown={press}
      />
      {error ? (
        <Alert tone="danger" title="Tasks were not searched.">
          {describeProblem(error)}
        </Alert>
      ) : null}
      <OptionList id={listId} {...{ groups, active }} onChoose={choose} />
      {options.length === 0 && !isPending ? (
        <p className="text-muted">Nothing is called that.</p>
      ) : null}
      <StatusRegion>{typed === '' || isPending ? '' : countText(options.length)}</StatusRegion>
    </div>
  );
}
