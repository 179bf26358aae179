import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { createGunzip } from 'node:zlib'
import { RecordingError } from './recording-error.ts'

const NEWLINE = 10

export type Line = { readonly where: string; readonly number: number; readonly text: string }

/**
 * The lines of a gzipped file of a recording, one after another so that a large one never stands in memory whole.
 * @throws {RecordingError} `missing_file`, `cut_file` (the gzip stream or the last line ends early), `bad_file`.
 */
export async function* lines(folder: string, file: string): AsyncGenerator<Line> {
  const location = path.join(folder, file)
  await access(location).catch((cause: unknown) => {
    throw new RecordingError('missing_file', `${location} is missing`, { cause })
  })
  let number = 0
  let rest: Buffer = Buffer.alloc(0)
  const source = createReadStream(location).on('error', (cause) => unzipped.destroy(cause))
  const unzipped = createGunzip({ chunkSize: 1 << 18 })
  source.pipe(unzipped)
  try {
    for await (const chunk of unzipped) {
      const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
      let from = 0
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
        number += 1
        yield { where: `${location}, line ${number}`, number, text: bytes.toString('utf8', from, end) }
        from = end + 1
      }
      rest = bytes.subarray(from)
    }
  } catch (cause) {
    if (cause instanceof RecordingError) throw cause
    const cut = (cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR'
    const what = cut ? 'is cut' : 'cannot be read'
    throw new RecordingError(cut ? 'cut_file' : 'bad_file', `${location} ${what} after line ${number}`, {
      cause,
    })
  } finally {
    source.destroy()
  }
  const last = { where: `${location}, line ${number + 1}`, number: number + 1, text: rest.toString('utf8') }
  if (rest.length > 0 && !isWhole(last))
    throw new RecordingError('cut_file', `${last.where}: the last line is cut`)
  if (rest.length > 0) yield last
}

/** A last line may lack its end, as long as nothing else is missing. */
function isWhole(line: Line): boolean {
  try {
    JSON.parse(line.text)
    return true
  } catch {
    return false
  }
}

/** The value of a line. @throws {RecordingError} `bad_line` when it is no JSON. */
export function lineValue(line: Line): unknown {
  try {
    return JSON.parse(line.text)
  } catch (cause) {
    throw new RecordingError('bad_line', `${line.where}: not JSON`, { cause })
  }
}
