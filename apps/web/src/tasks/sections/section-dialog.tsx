'use client';

import { describeProblem, type Section } from '@taskora/api-client';
import { Alert, Button, Dialog, IconButton, TextField, useDraft } from '@taskora/ui';
import { useRef, useState, type FormEvent, type ReactElement, type RefObject } from 'react';

import { charactersIn } from '../add/title-text.ts';
import type { Undo } from '../undo/use-undo.tsx';
import type { ProjectSections } from './use-project-sections.ts';
import { sectionBeside, useSectionChanges } from './use-section-changes.ts';

/** What the API takes. */
const nameCharactersMax = 200;

export interface SectionDialogProps {
  sections: ProjectSections;
  undo: Undo;
  /** Has the focus where the section is gone and there is no other. */
  heading: RefObject<HTMLElement | null>;
}

function nameFault(name: string): string | undefined {
  const count = charactersIn(name.trim());
  if (count === 0) return 'Give the section a name.';
  if (count <= nameCharactersMax) return undefined;
  return `The name has ${count} characters, and ${nameCharactersMax} fit. Shorten it.`;
}

/** Which sections are nearest to one: those behind it come first. */
function neighboursOf(sections: readonly Section[], { id }: Section): string[] {
  const ids = sections.map((each) => each.id);
  const at = ids.indexOf(id);
  return [...ids.slice(at + 1), ...ids.slice(0, at).toReversed()];
}

function pencilOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-section="${id}"] [data-edit-section]`);
}

/** A section is named, put in order or deleted. */
export function SectionDialog({ sections, undo, heading }: SectionDialogProps): ReactElement {
  const { form, closeForm } = sections;
  const near = useRef<readonly string[]>([]);

  /** The pencil that had the focus before is gone with its section. */
  function keepFocus(): void {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const pencil = near.current.map(pencilOf).find((each) => each !== null);
    (pencil ?? heading.current)?.focus();
  }

  return (
    <Dialog
      open={form !== null}
      onOpenChange={(open) => {
        if (!open) closeForm();
      }}
      onClosed={keepFocus}
      title={form === 'new' ? 'New section' : 'Edit section'}
    >
      {form === null ? null : (
        <SectionFields
          section={form === 'new' ? null : form}
          onDelete={(section) => {
            near.current = neighboursOf(sections.all, section);
          }}
          {...{ sections, undo }}
        />
      )}
    </Dialog>
  );
}

interface SectionFieldsProps extends Pick<SectionDialogProps, 'sections' | 'undo'> {
  section: Section | null;
  /** Called before a section is deleted. */
  onDelete: (section: Section) => void;
}

function SectionFields(props: SectionFieldsProps): ReactElement {
  const { section, sections, undo, onDelete } = props;
  const { projectId, all, closeForm } = sections;
  // It outlives the form, which a press beside it or another view closes, until it is saved.
  const [kept, setKept] = useDraft(`section-${section?.id ?? `new-${projectId}`}`);
  const [wasKept, setWasKept] = useState(kept !== null);
  const begun = section?.name ?? '';
  const name = kept ?? begun;
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<string | null>(null);
  const { pending, add, change, remove } = useSectionChanges(undo, projectId);
  const [saving, setSaving] = useState(false);
  const moved = useRef<Promise<unknown>>(Promise.resolve());

  /** Whether it was done; else it is said what was not, and the form stays. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(describeProblem(error));
      return false;
    }
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = name.trim();
    const wrong = nameFault(given);
    setFault(wrong);
    if (wrong !== undefined) return;
    const isSame = given === section?.name;
    setSaving(true);
    // Whoever presses Enter right behind a move means both.
    await moved.current;
    const saved = await attempt(async () => {
      if (!section) await add(given);
      else if (!isSame) await change(section, { name: given });
    });
    setSaving(false);
    if (!saved) return;
    setKept(null);
    closeForm();
  }

  async function move(step: -1 | 1): Promise<void> {
    const afterId = section ? sectionBeside(all, section, step) : undefined;
    if (section && afterId !== undefined) {
      moved.current = attempt(() => change(section, { afterId }, 'moved'));
      await moved.current;
    }
  }

  async function discard(): Promise<void> {
    if (!section) return;
    onDelete(section);
    if (!(await attempt(() => remove(section)))) return;
    setKept(null);
    closeForm();
  }

  function beginAnew(): void {
    setWasKept(false);
    setKept(null);
  }

  const isLast = (step: -1 | 1) => !section || sectionBeside(all, section, step) === undefined;
  return (
    <form noValidate className="grid gap-4" onSubmit={(event) => void save(event)}>
      {failure ? (
        <Alert tone="danger" title="This was not done.">
          {failure}
        </Alert>
      ) : null}
      {wasKept && kept !== null ? (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          What you wrote here before is back.
          <Button size="small" onClick={beginAnew}>
            Begin anew
          </Button>
        </p>
      ) : null}
      <TextField
        label="Name"
        dir="auto"
        autoComplete="off"
        value={name}
        onChange={(event) => {
          const written = event.currentTarget.value;
          setKept(written === begun ? null : written);
          setFault(undefined);
        }}
        error={fault}
      />
      <div className="flex flex-wrap items-center gap-2">
        {section ? (
          <>
            <Button variant="danger" pending={pending} onClick={() => void discard()}>
              Delete
            </Button>
            <IconButton
              icon="previous"
              label="Move the section before"
              pending={pending}
              disabled={isLast(-1)}
              onClick={() => void move(-1)}
            />
            <IconButton
              icon="next"
              label="Move the section behind"
              pending={pending}
              disabled={isLast(1)}
              onClick={() => void move(1)}
            />
          </>
        ) : null}
        <Button type="submit" variant="primary" className="ms-auto" pending={saving}>
          Save
        </Button>
      </div>
      {section ? (
        <p className="text-sm text-muted">What is deleted leaves its tasks in the project.</p>
      ) : null}
    </form>
  );
}
