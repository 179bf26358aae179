'use client'

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'

/** Something a person does through our API; once it is done, the questions named are asked again. */
export function useDeed<Given = void, Answer = unknown>(
  act: (given: Given) => Promise<Answer>,
  stale: readonly QueryKey[] = [],
) {
  const client = useQueryClient()
  return useMutation<Answer, Error, Given>({
    mutationFn: act,
    // networkMode: our server may be on this very machine, where the browser says "offline" and is wrong.
    networkMode: 'always',
    onSuccess: async () => {
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}
