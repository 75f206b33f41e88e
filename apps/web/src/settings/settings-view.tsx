'use client';

import { Checkbox, SelectField, useHydrated, useTheme } from '@taskora/ui';
import type { ReactElement } from 'react';

import { useSingleKeys } from '../tasks/shortcuts/use-single-keys.ts';
import { ReadingSection } from './reading-section.tsx';
import { Section } from './section.tsx';
import { ZoneSection } from './zone-section.tsx';

/** The theme, in this browser alone. */
function ThemeSection(): ReactElement {
  const [theme, choose] = useTheme();
  const hydrated = useHydrated();
  return (
    <Section title="Look" lead="It counts in this browser.">
      <SelectField
        label="Theme"
        disabled={!hydrated}
        value={theme ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          choose(value === 'light' || value === 'dark' ? value : undefined);
        }}
      >
        <option value="">As the system</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </SelectField>
    </Section>
  );
}

/** Which keys are commands, in this browser alone. */
function KeysSection(): ReactElement {
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const hydrated = useHydrated();
  return (
    <Section
      title="Keyboard"
      lead="It counts in this browser. On the page of tasks ? shows every key."
    >
      <Checkbox
        label="Single letters are commands"
        disabled={!hydrated}
        checked={singleKeys}
        onCheckedChange={setSingleKeys}
      />
    </Section>
  );
}

/** Everything about the theme and the habits of a person. */
export function SettingsView(): ReactElement {
  return (
    <div className="grid gap-10">
      <h1 className="text-3xl">Settings</h1>
      <ThemeSection />
      <ReadingSection />
      <ZoneSection />
      <KeysSection />
    </div>
  );
}
