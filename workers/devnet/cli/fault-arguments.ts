import { DevnetError } from '../devnet-error.ts'

/** Options of `fault`, each with the field that it sets. */
export const FAULT_OPTIONS = {
  seconds: 'seconds',
  ms: 'ms',
  'jitter-ms': 'jitterMs',
  'offset-seconds': 'offsetSeconds',
  version: 'version',
  from: 'from',
  'healed-by': 'healedBy',
  lie: 'lie',
  height: 'height',
  variant: 'variant',
} as const

export type FaultOption = keyof typeof FAULT_OPTIONS

/**
 * The body of a fault: its name, then the node, which may be two words; numbers become numbers.
 * @throws {DevnetError} `bad_command` when one of them is missing.
 */
export function faultBody(
  words: readonly string[],
  options: Readonly<Partial<Record<FaultOption, string>>>,
): Record<string, unknown> {
  const [fault, ...node] = words
  if (fault === undefined || node.length === 0) {
    throw new DevnetError(
      'bad_command',
      'fault needs a name and a node, as in: fault kill birch --seconds 60',
    )
  }
  const fields = Object.entries(options).map(([option, text]) => [
    FAULT_OPTIONS[option as FaultOption],
    asValue(text),
  ])
  return { fault, node: asValue(node.join(' ')), ...Object.fromEntries(fields) }
}

function asValue(text: string): string | number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
