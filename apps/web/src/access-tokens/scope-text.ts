import { Scope } from '@taskora/api-client';

/** What a token with a scope may do. */
export const scopeTexts: Record<Scope, string> = {
  'tasks:read': 'Read tasks',
  'tasks:write': 'Add, change and delete tasks',
  chat: 'Read conversations and speak with the assistant',
};

export const everyScope: readonly Scope[] = Object.values(Scope);

/** What the assistants of editors and terminals need, and no more. */
export const usualScopes: readonly Scope[] = ['tasks:read', 'tasks:write'];
