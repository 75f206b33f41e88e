import { queryOptions } from '@tanstack/react-query';

/**
 * A part of the page that comes with a request of its own, once it is wanted: nobody waits for it to see
 * their tasks. It is asked for again where it did not come.
 */
export function onDemand<Part>(name: string, load: () => Promise<Part>) {
  return queryOptions<Part>({
    queryKey: ['part', name],
    queryFn: load,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  });
}
