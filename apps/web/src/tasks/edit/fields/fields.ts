import type { EditDraft, EditValues } from '../edit-draft.ts';
import type { Faults } from '../faults.ts';

/** What every part of a form takes. */
export interface FieldsProps {
  draft: EditDraft;
  faults: Faults;
  onChange: (values: Partial<EditValues>) => void;
}
