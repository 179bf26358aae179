import { readFile } from 'node:fs/promises'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
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
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const told = document.errors.map(({ pos, message }) => `${file}:${lineAt(pos[0])}: ${message}`)
  if (told.length > 0) throw new NetworksError('bad_networks', told.join('\n'))
  const refusal = (mistakes: readonly Mistake[]) => {
    const places = mistakes.map(({ path, message }) => {
      return { line: lineAt(offsetOf(document.contents, path)), message }
    })
    const sorted = places.toSorted((a, b) => a.line - b.line)
    return new NetworksError(
      'bad_networks',
      sorted.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'),
    )
  }
  return { content: document.toJS(), refusal }
}

/** Where in the text the deepest part of a path that exists stands: its key, or its place in a list. */
function offsetOf(root: Node | null, path: readonly PropertyKey[]): number {
  let offset = root?.range?.[0] ?? 0
  let node: unknown = root
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (!pair) return offset
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    } else return offset
  }
  return offset
}
