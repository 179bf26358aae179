import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { getJson } from '#components/query/get-json.ts'
import { AuditCheckView, AuditEntryView } from '#lib/audit/schema.ts'

const Entries = z.looseObject({ items: z.array(AuditEntryView), nextCursor: z.string().nullable() })

/** Entries newest first, page after page, as far as whoever asks may see them. */
export function auditQueryOptions() {
  return infiniteQueryOptions({
    queryKey: ['audit'],
    initialPageParam: '',
    queryFn: async ({ signal, pageParam }) =>
      await getJson(
        `/audit?limit=50${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`,
        Entries,
        signal,
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    retry: false,
  })
}

/** Whether the log is what was written. */
export function auditCheckQueryOptions() {
  return queryOptions({
    queryKey: ['audit check'],
    queryFn: async ({ signal }) => await getJson('/audit/check', AuditCheckView, signal),
    retry: false,
  })
}
