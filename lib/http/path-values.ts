import { RequestError } from './request-error.ts'

const WHOLE = /^(0|[1-9]\d*)$/

/**
 * An epoch in a path. One out of range stays what it is: whether it exists is the service's to say.
 * @throws {RequestError} `bad_epoch` unless it is written as a whole number.
 */
export function parseEpoch(text: string): number {
  if (WHOLE.test(text)) return Number(text)
  throw new RequestError('bad_epoch', `An epoch is a whole number from 1, not "${text.slice(0, 64)}".`)
}

/**
 * A height in a path.
 * @throws {RequestError} `bad_height` unless it is written as a whole number.
 */
export function parseHeight(text: string): number {
  if (WHOLE.test(text)) return Number(text)
  throw new RequestError('bad_height', `A height is a whole number from 1, not "${text.slice(0, 64)}".`)
}
