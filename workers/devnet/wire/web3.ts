import { ioAddress, parseAddress } from '#lib/chain/address.ts'
import type { Ledger, Web3Answer } from '../ledger.ts'
import { web3Key } from '../recording/web3-file.ts'
import { buildLabels, UNLABELLED } from './build-labels.ts'
import { ethereumBlock, quantity } from './ethereum-block.ts'
import { GrpcRefusal, STATUS } from './grpc-status.ts'
import { refusePast } from './state-height.ts'

type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } }
type Call = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] }

/** A plain error that is no gRPC status. */
const INTERNAL = -32603
const BATCH_MAX = 100
const LEAST_GAS_PRICE_RAU = 10n ** 12n

/** What a node answers whatever is the case. Source: iotex-core api/web3server.go. */
const NODE_CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['net_peerCount', '0x64'],
  ['net_listening', true],
  ['eth_mining', false],
  ['eth_hashrate', '0x500000'],
  ['eth_protocolVersion', '64'],
  ['eth_accounts', []],
])
const NOT_IMPLEMENTED = new Set([
  'eth_coinbase',
  'eth_getUncleByBlockHashAndIndex',
  'eth_getUncleByBlockNumberAndIndex',
  'eth_getUncleCountByBlockHash',
  'eth_getUncleCountByBlockNumber',
  'eth_sign',
  'eth_signTransaction',
  'eth_sendTransaction',
  'eth_pendingTransactions',
])

/** Answers a JSON-RPC request body: recorded ones as they were, else what blocks tell, else a named error. */
export function web3Answer(ledger: Ledger, body: string): Web3Answer {
  const recorded = ledger.web3(body)
  if (recorded !== undefined) return recorded
  return { status: 200, body: answered(ledger, body) }
}

function answered(ledger: Ledger, body: string): string {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return envelope(null, failed('failed to parse web3 requests.: request json format is not valid'))
  }
  if (!Array.isArray(parsed)) return one(ledger, parsed)
  if (parsed.length > BATCH_MAX) {
    const why = `batch size ${parsed.length} exceeds the limit ${BATCH_MAX}: batch too large`
    return envelope(null, failed(why))
  }
  return `[${parsed.map((call: unknown) => one(ledger, call)).join(',')}]`
}

function one(ledger: Ledger, value: unknown): string {
  const call = callOf(value)
  if (call === null) {
    const isNulled = (value as { id?: unknown } | null)?.id === null
    if (isNulled) return envelope(0, failed('invalid id type'))
    return envelope(null, failed('failed to parse web3 requests.: request field is incomplete'))
  }
  return envelope(call.id, reply(ledger, call))
}

function callOf(value: unknown): Call | null {
  if (typeof value !== 'object' || value === null) return null
  const { id, method, params } = value as Record<string, unknown>
  const named = typeof id === 'string' || typeof id === 'number'
  if (!named || typeof method !== 'string') return null
  return { id, method, params: Array.isArray(params) ? params : [] }
}

function reply(ledger: Ledger, { method, params }: Call): Reply {
  const same = ledger.web3(web3Key(method, params))
  if (same !== undefined) {
    const { id: _id, jsonrpc: _version, ...rest } = JSON.parse(same.body) as Record<string, unknown>
    return rest as Reply
  }
  switch (method) {
    case 'eth_chainId':
      return { result: quantity(ledger.params.evmChainId) }
    case 'net_version':
      return { result: String(ledger.params.evmChainId) }
    case 'eth_blockNumber':
      return { result: quantity(Math.max(ledger.tip(), 0)) }
    case 'web3_clientVersion':
      return { result: clientVersion(ledger) }
    case 'eth_syncing':
      return { result: syncing(ledger) }
    case 'eth_getBlockByNumber':
      return blockByNumber(ledger, params)
    default: {
      const said = accountReply(ledger, method, params)
      if (said !== undefined) return said
      if (NODE_CONSTANTS.has(method)) return { result: NODE_CONSTANTS.get(method) }
      if (NOT_IMPLEMENTED.has(method)) return failed('method not implemented')
      return failed(`method: ${method}\n: web3 method not found`)
    }
  }
}

/** What a network with accounts says of them at its tip; undefined for any other question or network. */
function accountReply(
  ledger: Ledger,
  method: string,
  [address, tag = 'latest']: readonly unknown[],
): Reply | undefined {
  const { economy } = ledger
  if (economy === undefined) return undefined
  if (method === 'eth_gasPrice') return { result: quantity(LEAST_GAS_PRICE_RAU) }
  if (method !== 'eth_getBalance' && method !== 'eth_getTransactionCount') return undefined
  try {
    refusePast(ledger, tag === 'latest' || tag === 'pending' ? '' : String(tag))
    const account = ioAddress(parseAddress(String(address)))
    return {
      result: quantity(method === 'eth_getBalance' ? economy.balance(account) : economy.nonce(account)),
    }
  } catch (cause) {
    if (cause instanceof GrpcRefusal) return { error: { code: STATUS.INTERNAL, message: cause.message } }
    return failed(cause instanceof Error ? cause.message : String(cause))
  }
}

function clientVersion({ self }: Ledger): string {
  const { packageVersion, goVersion } = self === undefined ? UNLABELLED : buildLabels(self.version())
  return `${packageVersion}/${goVersion}`
}

/** Where it is and how far its peers are, or false at the tip; where it began to sync is not kept. */
function syncing({ self, tip }: Ledger): unknown {
  const current = Math.max(tip(), 0)
  const highest = self?.targetHeight() ?? current
  if (highest <= current) return false
  return {
    startingBlock: quantity(current),
    currentBlock: quantity(current),
    highestBlock: quantity(highest),
  }
}

/** A block, its transactions by hash; with their whole content nothing is derived. */
function blockByNumber(ledger: Ledger, [tag, whole]: readonly unknown[]): Reply {
  if (whole === true) return failed('method not implemented')
  const height = heightOf(ledger, tag)
  if (height === null) return failed(`strconv.ParseUint: parsing ${JSON.stringify(tag)}: invalid syntax`)
  const block = ledger.block(height)
  return { result: block === undefined ? null : ethereumBlock(block) }
}

function heightOf(ledger: Ledger, tag: unknown): number | null {
  if (tag === 'latest' || tag === 'pending' || tag === '') return ledger.tip()
  if (tag === 'earliest') return 1
  return typeof tag === 'string' && /^0x[0-9a-f]{1,12}$/i.test(tag) ? Number(tag) : null
}

function failed(message: string): Reply {
  return { error: { code: INTERNAL, message } }
}

function envelope(id: unknown, reply: Reply): string {
  return JSON.stringify({ jsonrpc: '2.0', id, ...reply })
}
