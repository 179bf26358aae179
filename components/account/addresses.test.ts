import { expect, test } from 'vitest'
import { hexForm, ioForm } from './addresses.ts'

// Twenty zero bytes: the address that explorers show as burned.
const HEX = '0x0000000000000000000000000000000000000000'
const IO = 'io1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqd39ym7'

test('an address goes from one form to the other and back', () => {
  expect(ioForm(HEX)).toBe(IO)
  expect(hexForm(IO)).toBe(HEX)
  expect(hexForm(` ${HEX} `)).toBe(HEX)
})

test.each([
  ['io1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqd39ym8', 'a wrong checksum'],
  ['bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqd39ym7', 'another prefix'],
  ['0x1234', 'too short'],
  ['delegate12', 'a name'],
  ['', 'nothing'],
])('%s is no address: %s', (text) => {
  expect(hexForm(text)).toBeNull()
})
