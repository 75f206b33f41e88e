'use client';

import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';

import { taskPagesKey, type LoadedPage } from '../../pages/use-task-pages.ts';
import { foldedTag } from '../../views/tag-name.ts';
import { tagFault } from '../faults.ts';

/** The tags of all tasks that this page has loaded, in the order of the alphabet. */
export function useKnownTags(): readonly string[] {
  const queryClient = useQueryClient();
  const [tags] = useState(() => {
    const lists = queryClient.getQueriesData<InfiniteData<LoadedPage>>({ queryKey: taskPagesKey });
    const pages = lists.flatMap(([, data]) => data?.pages ?? []);
    const all = pages.flatMap(({ items }) => items.flatMap((task) => task.tags ?? []));
    return [...new Set(all)].sort((one, other) => one.localeCompare(other));
  });
  return tags;
}

/**
 * The tags with those of a text, and what of it the API does not take. They are separated by commas, and
 * each stands there once.
 */
export function withTags(tags: readonly string[], text: string): { tags: string[]; rest: string } {
  const all = [...tags];
  const rest: string[] = [];
  for (const part of text.split(',')) {
    const tag = part.trim().replace(/^@/u, '');
    if (tag === '' || all.some((known) => foldedTag(known) === foldedTag(tag))) continue;
    if (tagFault(all, tag)) rest.push(tag);
    else all.push(tag);
  }
  return { tags: all, rest: rest.join(', ') };
}
