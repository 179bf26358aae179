import { expect, test } from 'vitest'
import { hexAddress, ioAddress, parseAddress } from './address.ts'

test.each([
  ['0x0000000000000000000000000000000000000000', 'io1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqd39ym7'],
  ['0x1111111111111111111111111111111111111111', 'io1zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3l0jewv'],
  ['0xffffffffffffffffffffffffffffffffffffffff', 'io1llllllllllllllllllllllllllllllllpqytu5'],
  ['0x862072CB83F02dF15e8C48F77Ec7157f0E4ECa46', 'io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9'],
  ['0x56d0B5eD3D525332F00C9BC938f93598ab16AAA7', 'io12mgttmfa2ffn9uqvn0yn37f4nz43d248l2ga85'],
  ['0xA576C141e5659137ddDa4223d209d4744b2106BE', 'io154mvzs09vkgn0hw6gg3ayzw5w39jzp47f8py9v'],
  ['0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf', 'io10e0525sfrf53yh2aljmm3sn9jq5njk7l6jfauj'],
  ['0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F', 'io1nk9x9ajk4rgkzhqjjn7hr6w0k0jg2kj0zgdt6h'],
])('%s is %s', (hex, io) => {
  expect(ioAddress(parseAddress(hex))).toBe(io)
  expect(hexAddress(parseAddress(io)).toLowerCase()).toBe(hex.toLowerCase())
})

test("the 0x form carries its checksum in the letters' case", () => {
  expect(hexAddress(parseAddress('io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9'))).toBe(
    '0x862072CB83F02dF15e8C48F77Ec7157f0E4ECa46',
  )
  expect(parseAddress('0x862072cb83f02df15e8c48f77ec7157f0e4eca46')).toHaveLength(20)
})

test.each([
  'io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg8', // last character
  'it1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9',
  'io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg',
  '0x862072cB83F02dF15e8C48F77Ec7157f0E4ECa46', // one letter's case
  '0x862072CB83F02dF15e8C48F77Ec7157f0E4ECa4',
  'io0000000000000000000000rewardingprotocol',
  '',
  'alpha',
])('%s is no address', (text) => {
  expect(() => parseAddress(text)).toThrow(expect.objectContaining({ code: 'bad_address' }))
})
