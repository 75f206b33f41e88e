import { Role } from '@taskora/api-client';

/** What a member is called, and what they may do. */
export const roleTexts: Record<Role, { name: string; article: string; may: string }> = {
  owner: { name: 'Owner', article: 'an owner', may: 'decides on members and changes tasks' },
  editor: { name: 'Editor', article: 'an editor', may: 'changes tasks' },
  viewer: { name: 'Viewer', article: 'a viewer', may: 'sees tasks and changes nothing' },
};

export const everyRole: readonly Role[] = Object.values(Role);

/** The roles that a link can give. */
export const invitedRoles = ['editor', 'viewer'] as const satisfies readonly Role[];
