import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { refusedMalformedPath } from './malformed-path.ts'

test.each([
  ['/api/v1/networks/a/epochs/%zz', 400],
  ['/n/a/blocks/%E0%A4', 400],
  ['/n/a/blocks/%25zz?q=%zz', 200],
])('%s is %i', async (path, status) => {
  const server = createServer((request, response) => {
    if (!refusedMalformedPath(request.url ?? '', response)) response.end('{"code":"fine"}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const answer = await fetch(`http://127.0.0.1:${port}${path}`)
  expect([answer.status, await answer.json()]).toMatchObject([
    status,
    { code: status === 400 ? 'bad_path' : 'fine' },
  ])
  server.close()
})
