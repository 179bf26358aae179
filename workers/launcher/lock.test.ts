import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollcall-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const refusal = expect.objectContaining({ code: 'already_running' })

test('while one holds it another is refused, afterwards not', () => {
  const release = takeLock(dir)
  expect(() => takeLock(dir)).toThrow(refusal)
  release()
  takeLock(dir)()
  expect(readdirSync(dir)).toEqual([])
})

test.each([
  ['of a process that is gone', '4194999 1'],
  ['of another process that had our number before us', `${process.pid} 1`],
  ['that was cut short', ''],
])('a lock %s is taken over', (_, content) => {
  writeFileSync(join(dir, 'lock'), content)
  const release = takeLock(dir)
  expect(() => takeLock(dir)).toThrow(refusal)
  release()
})
