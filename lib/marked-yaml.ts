import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

/** A YAML text's content, and on which line, from 1, the deepest part of a path stands that is there. */
export type MarkedYaml = {
  readonly content: unknown
  readonly lineOf: (path: readonly PropertyKey[]) => number
  /** What makes it no YAML; the content is worth nothing when there is any. */
  readonly errors: readonly { readonly line: number; readonly message: string }[]
}

/** Reads a YAML text, JSON included, and keeps where everything stood. */
export function markedYaml(text: string): MarkedYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const errors = document.errors.map(({ pos, message }) => {
    const [sentence = ''] = message.split('\n') // what follows repeats the text itself
    return { line: lineAt(pos[0]), message: sentence }
  })
  return {
    content: errors.length === 0 ? document.toJS() : null,
    lineOf: (path) => lineAt(offsetOf(document.contents, path)),
    errors,
  }
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
