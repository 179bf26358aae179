import { expect, test } from 'vitest'
import { claimText, ioctlCommand, signatureIn } from './claims.ts'

const ADDRESS = 'io1zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3l0jewv'
const challenge = {
  network: 'lab',
  delegateId: 'io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9',
  address: ADDRESS,
  userId: '11111111-1111-4111-8111-111111111111',
  userName: 'Ada',
  expiresAt: '2026-11-21T12:00:00.000Z',
}

test('names the network, the delegate, the address in both forms, the account, the nonce and the end', () => {
  expect(claimText(challenge, 'abc').split('\n').slice(4)).toEqual([
    'Network: lab',
    'Delegate: io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9',
    `Address: ${ADDRESS}`,
    'Address (0x): 0x1111111111111111111111111111111111111111',
    'For the account: Ada (11111111-1111-4111-8111-111111111111)',
    'Nonce: abc',
    'Valid until: 2026-11-21T12:00:00.000Z',
  ])
})

test('no name can add a line to what is signed', () => {
  const lines = claimText({ ...challenge, userName: 'a\nNonce: b\u2028c' }, 'abc').split('\n')
  expect(lines).toHaveLength(11)
  expect(lines[8]).toContain('a Nonce: b c')
})

test('the command line is given the very bytes', () => {
  const hex = /sign ([0-9a-f]+) -s/.exec(ioctlCommand('Grüße\n', ADDRESS))?.[1] ?? ''
  expect(Buffer.from(hex, 'hex').toString()).toBe('Grüße\n')
})

test.each([
  { pasted: ' 0xAB01\n', signature: '0xab01' },
  { pasted: 'ab01', signature: '0xab01' },
  { pasted: '0x', signature: null },
  { pasted: 'ab0', signature: null },
  { pasted: 'signature', signature: null },
])('"$pasted" is $signature', ({ pasted, signature }) => {
  expect(signatureIn(pasted)).toBe(signature)
})
