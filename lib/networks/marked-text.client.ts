import { readFile } from 'node:fs/promises'
import { markedYaml } from '#lib/marked-yaml.ts'
import { type Mistake, NetworksError } from './config.ts'

/** A YAML or JSON file's content, and how to refuse it by file and line. */
export type MarkedText = {
  readonly content: unknown
  readonly refusal: (mistakes: readonly Mistake[]) => NetworksError
}

const MAX_BYTES = 4 << 20

/**
 * Reads a configuration file. JSON is YAML, so both are told by line.
 * @throws {NetworksError} when it cannot be read, or is no YAML.
 */
export async function readMarked(file: string): Promise<MarkedText> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new NetworksError('bad_networks', `${file} cannot be read`, { cause })
  })
  if (bytes.length > MAX_BYTES)
    throw new NetworksError('bad_networks', `${file} is longer than ${MAX_BYTES} bytes`)
  return markedText(file, bytes.toString('utf8'))
}

function markedText(file: string, text: string): MarkedText {
  const { content, lineOf, errors } = markedYaml(text)
  const refused = (places: readonly { line: number; message: string }[]) =>
    new NetworksError(
      'bad_networks',
      places.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'),
    )
  if (errors.length > 0) throw refused(errors)
  const refusal = (mistakes: readonly Mistake[]) => {
    const places = mistakes.map(({ path, message }) => ({ line: lineOf(path), message }))
    return refused(places.toSorted((a, b) => a.line - b.line))
  }
  return { content, refusal }
}
