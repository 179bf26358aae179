import { notFound } from 'next/navigation'
import { ChainError } from '#lib/chain/errors.ts'
import { RequestError } from '#lib/http/request-error.ts'

/** What a service answers; what a path asked wrong, or for something that is not here, becomes the not-found page. */
export async function found<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof RequestError || error instanceof ChainError || error instanceof URIError) notFound()
    throw error
  }
}
