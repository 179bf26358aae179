import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { newSecret } from '#lib/auth/tokens.ts'
import { refusedTokenInUrl } from './token-in-url.ts'

const { token, prefix } = newSecret()

test.each([
  [`/api/v1/networks?token=${token}`, true],
  [`/api/v1/networks?access_token=x&key=${token}`, true],
  [`/api/v1/networks?${token}`, true],
  [`/api/v1/tokens/${token}`, true],
  [`/n/lab/delegates/${token}/nodes`, true],
  [`/?q=${token.replaceAll('_', '%5f')}`, true],
  [`/?q=%72cl_${token.slice(4)}`, true],
  [`/?q=%zz${token}`, true],
  [`/?q=${token.slice(0, 20)}`, true],
  [`/?q=${token.toUpperCase()}`, true],
  [`/n/lab?q=rcl_${prefix}`, false],
  ['/n/lab?q=rcl', false],
  ['/api/v1/networks', false],
])('%s is refused: %s', async (path, refused) => {
  const server = createServer((request, response) => {
    if (!refusedTokenInUrl(request.url ?? '', response)) response.end('{"code":"fine"}')
  })
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const answer = await fetch(`http://127.0.0.1:${port}${path}`)
  const body = await answer.text()
  expect([answer.status, JSON.parse(body).code]).toEqual(refused ? [400, 'token_in_url'] : [200, 'fine'])
  expect(body).not.toContain(token)
})
