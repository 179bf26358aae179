import { expect, test } from 'vitest'
import { z } from 'zod'
import { bodyOf } from './body.ts'

const Body = z.strictObject({ name: z.string() })
const sent = (body: string, type = 'application/json') =>
  bodyOf(
    new Request('http://rollcall.test', { method: 'POST', headers: { 'content-type': type }, body }),
    Body,
  )

test.each(['"plain"', '"\\ud83d\\ude00"', '"😀"', '"a\\\\ud800"'])('%s is a text', async (text) => {
  expect(await sent(`{"name":${text}}`)).toEqual({ name: JSON.parse(text) })
})

test.each([
  { what: 'no JSON', body: '{' },
  { what: 'another field', body: '{"name":"a","more":1}' },
  { what: 'NUL', body: '{"name":"\\u0000"}' },
  { what: 'half of a character', body: '{"name":"\\ud800"}' },
  { what: 'the other half', body: '{"name":"a\\uDFFF"}' },
  { what: 'half of a character in a name', body: '{"\\ud800":"a"}' },
  { what: 'more than 64 kB', body: JSON.stringify({ name: 'a'.repeat(65_536) }) },
  { what: 'nesting without end', body: '['.repeat(60_000) },
  { what: 'half of a character deep inside', body: `${'['.repeat(30_000)}"\\ud800"${']'.repeat(30_000)}` },
])('$what is refused as bad_body', async ({ body }) => {
  await expect(sent(body)).rejects.toThrow(expect.objectContaining({ code: 'bad_body' }))
})

test('what is not sent as JSON is refused: a form of another site could send it', async () => {
  const refusal = expect.objectContaining({ code: 'bad_body' })
  await expect(sent('{"name":"a"}', 'text/plain')).rejects.toThrow(refusal)
})
