'use client';

import type { Task } from '@taskora/api-client';
import { Button, Icon, IconButton, type IconName } from '@taskora/ui';
import {
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent as ReactKeyboardEvent,
  type ReactElement,
} from 'react';

import { ownZone } from '../add/typed.ts';
import { takesText } from '../shortcuts/own-undo.ts';
import { MovePanel } from './panels/move-panel.tsx';
import { PriorityPanel } from './panels/priority-panel.tsx';
import { TagPanel } from './panels/tag-panel.tsx';
import { WhenPanel } from './panels/when-panel.tsx';
import { useBulk, type BulkWith, type Wanted } from './use-bulk.ts';
import type { Select } from './use-selection.ts';

const panels = { when: WhenPanel, move: MovePanel, tag: TagPanel, priority: PriorityPanel };
type PanelName = keyof typeof panels;

const openers: readonly { name: PanelName; label: string; icon: IconName }[] = [
  { name: 'when', label: 'Reschedule', icon: 'calendar' },
  { name: 'move', label: 'Move', icon: 'folder' },
  { name: 'tag', label: 'Tag', icon: 'tag' },
  { name: 'priority', label: 'Priority', icon: 'flag' },
];

const completing = (): Wanted => ({
  verb: 'completed',
  body: { changes: { completed: true, timeZone: ownZone() } },
});
const deleting: Wanted = { verb: 'deleted', body: { delete: true } };

/** Where a key means what is edited there, on the buttons too, and not the selection. */
const ownKeys = 'form, [data-own-keys], [data-own-escape], [role="dialog"]';

/** A toolbar is one stop of the Tab key: the arrow keys go from button to button. */
function goAlong(event: ReactKeyboardEvent<HTMLElement>): void {
  const tools = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-tool]')];
  const index = tools.findIndex((tool) => tool === event.target);
  const next = {
    ArrowRight: tools[index + 1],
    ArrowLeft: tools[index - 1],
    Home: tools[0],
    End: tools.at(-1),
  }[event.key];
  if (index < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

export interface SelectionBarProps extends BulkWith {
  selected: readonly Task[];
  select: Select;
  /** Completes the occurrence of a task that is shown, as a tick in its row does. */
  onComplete: (task: Task) => void;
  /** Called when the selection is over and the focus, which was here, has nowhere to go. */
  onLeave: () => void;
}

/** How many tasks are selected, and all that can be done with them at once. */
export function SelectionBar(props: SelectionBarProps): ReactElement {
  const { selected, select, onComplete, undo, failures, onLeave } = props;
  const { pending, change } = useBulk({ undo, failures });
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [current, setCurrent] = useState('complete');
  const bar = useRef<HTMLDivElement>(null);
  const panelId = useId();
  const isEmpty = selected.length === 0;
  const Panel = panel && panels[panel];

  // However the selection comes to its end: here, or once what was sent is done.
  const leave = useEffectEvent(onLeave);
  useLayoutEffect(() => {
    const element = bar.current;
    return () => {
      if (element?.contains(document.activeElement)) leave();
    };
  }, []);

  function closePanel(): void {
    bar.current?.querySelector<HTMLElement>(`[data-tool="${panel}"]`)?.focus();
    setPanel(null);
  }

  async function apply(wanted: Wanted, tasks = selected): Promise<void> {
    if (tasks.length === 0 || pending) return;
    // What is selected meanwhile is another selection.
    if (await change(tasks, wanted)) select.drop(tasks.map(({ id }) => id));
  }

  /** Of a task that recurs the occurrence is named, which a change of many cannot: each is one of its own. */
  async function complete(): Promise<void> {
    if (pending) return;
    const recurring = selected.filter(({ recurrence }) => recurrence);
    for (const task of recurring) if (task.completedAt === null) onComplete(task);
    select.drop(recurring.map(({ id }) => id));
    const others = selected.filter((task) => !recurring.includes(task));
    await apply(completing(), others);
  }

  // Wherever the focus is, but where a key has a meaning of its own.
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    if (event.defaultPrevented || takesText(target)) return;
    if (target?.closest(ownKeys) && !bar.current?.contains(target)) return;
    const isCombined = event.ctrlKey || event.metaKey;
    if (isCombined && event.key.toLowerCase() === 'a') select.all();
    else if (event.key === 'Escape') select.end();
    else if (event.key === 'Delete' && !isCombined && !event.repeat) void apply(deleting);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const tool = (name: string) => ({
    'data-tool': name,
    tabIndex: current === name ? 0 : -1,
    onFocus: () => setCurrent(name),
    size: 'small' as const,
  });
  return (
    <div
      ref={bar}
      className="sticky bottom-4 z-30 grid gap-3 rounded-card border border-line bg-surface p-3 shadow-popup"
    >
      {Panel ? (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is for all fields inside
        <div
          id={panelId}
          role="group"
          aria-label={openers.find(({ name }) => name === panel)?.label}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            closePanel();
          }}
        >
          <Panel selected={selected} pending={pending} onWanted={(wanted) => void apply(wanted)} />
        </div>
      ) : null}
      <div
        role="toolbar"
        aria-label="Selected tasks"
        className="flex flex-wrap items-center gap-1"
        onKeyDown={goAlong}
      >
        <p className="me-auto px-1 text-sm font-medium tabular-nums">{selected.length} selected</p>
        <Button
          {...tool('complete')}
          pending={pending}
          disabled={isEmpty}
          onClick={() => void complete()}
        >
          <Icon name="check" className="size-4" />
          Complete
        </Button>
        {openers.map(({ name, label, icon }) => (
          <Button
            key={name}
            {...tool(name)}
            disabled={isEmpty}
            aria-expanded={panel === name}
            aria-controls={panel === name ? panelId : undefined}
            onClick={() => (panel === name ? closePanel() : setPanel(name))}
          >
            <Icon name={icon} className="size-4" />
            {label}
          </Button>
        ))}
        <Button
          {...tool('delete')}
          variant="danger"
          disabled={isEmpty}
          onClick={() => void apply(deleting)}
        >
          <Icon name="trash" className="size-4" />
          Delete
        </Button>
        <IconButton {...tool('end')} icon="close" label="End the selection" onClick={select.end} />
      </div>
    </div>
  );
}
