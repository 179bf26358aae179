import { expect, test } from 'vitest'
import { NodeBody } from './registry.ts'

const IO = 'io1qyqsyqcyq5rqwzqfpg9scrgwpugpzysn8yg8mn'
const HEX = '0x0102030405060708090a0b0c0d0e0f1011121314'
const body = (more: object = {}) => NodeBody.safeParse({ name: 'tokyo', kind: 'active', ...more })

test('a name and a kind are enough', () => {
  expect(body().data).toEqual({
    name: 'tokyo',
    kind: 'active',
    operators: [],
    addresses: { grpc: null, jsonrpc: null, probe: null, metrics: null, agent: null, tls: false },
  })
})

test('operators are kept once, in the io1 form', () => {
  expect(body({ operators: [HEX, HEX.toUpperCase().replace('0X', '0x')] }).data?.operators).toEqual([
    expect.stringMatching(/^io1/),
  ])
})

test.each([
  [{ addresses: { grpc: 'node.example:14014', tls: true } }, true],
  [{ addresses: { grpc: 'node.example' } }, false],
  [{ addresses: { grpc: 'http://node.example:14014' } }, false],
  [{ addresses: { jsonrpc: 'https://node.example/rpc' } }, true],
  [{ addresses: { jsonrpc: 'ftp://node.example' } }, false],
  [{ addresses: { jsonrpc: 'https://me:secret@node.example' } }, false],
  [{ addresses: { metrics: 'file:///etc/passwd' } }, false],
  [{ addresses: { probe: `https://node.example/${'x'.repeat(300)}` } }, false],
  [{ addresses: { ssh: 'node.example:22' } }, false],
  [{ operators: [`${IO}x`] }, false],
  [{ addresses: { jsonrpc: 'https://node.example/\ud800' } }, false],
  [{ operators: ['0x01'] }, false],
  [{ kind: 'miner' }, false],
  [{ name: ' ' }, false],
  [{ name: 'x'.repeat(61) }, false],
])('%j is understood: %s', (more, understood) => {
  expect(body(more).success).toBe(understood)
})
