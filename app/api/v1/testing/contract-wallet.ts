import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEVM } from '@ethereumjs/evm'
import { createAddressFromString, hexToBytes } from '@ethereumjs/util'
import { ioAddress, parseAddress } from '#lib/chain/address.ts'

/** Where the contract stands. */
const CONTRACT = `0x${'c0'.repeat(20)}` as const
export const CONTRACT_IO = ioAddress(parseAddress(CONTRACT))

/**
 * A wallet contract as EVM code: isValidSignature(hash, signature) answers 0x1626ba7e when the signature (r, s, v) is by
 * its one key, else zero. It puts hash, v, r and s where the precompile ecrecover takes them, and compares.
 */
function walletCode(key: string): `0x${string}` {
  const code = [
    '60043560005260a43560f81c602052', // hash; v, the first byte of the third word of the signature
    '606435604052608435606052', // r; s
    '602060806080600060015afa50', // ecrecover(memory 0 to 128) into 128
    `60805173${key.slice(2)}14`, // is it the key?
    '631626ba7e60e01b02', // yes: the magic value, no: zero
    '60005260206000f3',
  ]
  return `0x${code.join('').toLowerCase()}`
}

/** A node's JSON-RPC door before an EVM in which the wallet of a key stands; `lies` answers yes to everything. */
export async function startContractNode(
  key: string,
  options: { readonly lies?: boolean; readonly isSilent?: boolean } = {},
) {
  const evm = await createEVM()
  await evm.stateManager.putCode(createAddressFromString(CONTRACT), hexToBytes(walletCode(key)))
  const call = async (to: string, data: string): Promise<string> => {
    if (options.lies) return `0x1626ba7e${'0'.repeat(56)}`
    const input = { to: createAddressFromString(to), data: hexToBytes(data as `0x${string}`) }
    const { execResult } = await evm.runCall({ ...input, gasLimit: 10_000_000n })
    return `0x${Buffer.from(execResult.returnValue).toString('hex')}`
  }
  const server = createServer(async (request, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString())
    const isKnown = method === 'eth_call' && !options.isSilent
    const told = isKnown
      ? { result: await call(params[0].to, params[0].data) }
      : { error: { code: -32601, message: 'no such method' } }
    answer.end(JSON.stringify({ jsonrpc: '2.0', id, ...told }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => new Promise((done) => server.close(done)) }
}
