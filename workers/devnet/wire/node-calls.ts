import { create, toBinary } from '@bufbuild/protobuf'
import {
  GetChainMetaResponseSchema,
  GetServerMetaResponseSchema,
  StreamBlocksResponseSchema,
} from '#lib/nodes/gen/iotexapi_pb.ts'
import type { GrpcAnswer, Ledger, LedgerBlock } from '../ledger.ts'
import { accountCall } from './account-calls.ts'
import { blockMetas } from './block-metas.ts'
import { buildLabels, UNLABELLED } from './build-labels.ts'
import { epochDataAt, epochMeta } from './epoch-meta.ts'
import type { GrpcCalls } from './grpc-server.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { notKnown } from './poll.ts'
import { rawBlocks } from './raw-blocks.ts'
import { readState } from './read-state.ts'

const SERVICE = 'iotexapi.APIService'
const SERVING = Uint8Array.of(0x08, 0x01)

/** Methods of the service that a replay answers only where a recording did. */
const RECORDED_ONLY = new Set([
  'GetAccount',
  'GetActions',
  'SendAction',
  'GetReceiptByAction',
  'ReadContract',
  'SuggestGasPrice',
  'EstimateGasForAction',
  'EstimateActionGasConsumption',
  'GetLogs',
  'GetTransactionLogByActionHash',
  'GetTransactionLogByBlockHeight',
  'StreamLogs',
  'GetActPoolActions',
  'GetEvmTransfersByActionHash',
  'GetEvmTransfersByBlockHeight',
  'GetElectionBuckets',
  'ReadContractStorage',
  'TraceTransactionStructLogs',
])

/**
 * The calls of one node: as recorded where that exact call was (nodes keep different endorsements of one block, so
 * even a raw block is the node's own), else derived, else unavailable.
 */
export function nodeCalls(ledger: Ledger, node: number): GrpcCalls {
  return {
    unary: (path, request): GrpcAnswer => {
      const [service, method = ''] = path.split('/')
      if (service === 'grpc.health.v1.Health' && method === 'Check') return { ok: true, message: SERVING }
      if (service !== SERVICE) throw new GrpcRefusal('UNIMPLEMENTED', `unknown service ${service}`)
      return ledger.recorded(node, path, request) ?? { ok: true, message: derived(ledger, method, request) }
    },
    stream: (path) => (path === `${SERVICE}/StreamBlocks` ? (send) => streamBlocks(ledger, send) : null),
  }
}

function derived(ledger: Ledger, method: string, request: Uint8Array): Uint8Array {
  switch (method) {
    case 'GetRawBlocks':
      return rawBlocks(ledger, request)
    case 'GetBlockMetas':
      return blockMetas(ledger, request)
    case 'GetServerMeta':
      return serverMeta(ledger)
    case 'GetChainMeta':
      return chainMeta(ledger)
    case 'GetEpochMeta':
      return epochMeta(ledger, request)
    case 'ReadState':
      return readState(ledger, request)
    default:
      return accountCall(ledger, method, request) ?? refused(ledger, method)
  }
}

function refused({ economy }: Ledger, method: string): never {
  if (!RECORDED_ONLY.has(method)) {
    throw new GrpcRefusal('UNIMPLEMENTED', `unknown method ${method} for service ${SERVICE}`)
  }
  throw economy === undefined ? notKnown() : new GrpcRefusal('UNIMPLEMENTED', `${method} is not simulated`)
}

/** What the node's build says of itself. */
function serverMeta({ self }: Ledger): Uint8Array {
  const serverMeta = self === undefined ? UNLABELLED : buildLabels(self.version())
  return toBinary(GetServerMetaResponseSchema, create(GetServerMetaResponseSchema, { serverMeta }))
}

function chainMeta(ledger: Ledger): Uint8Array {
  const chain = {
    height: BigInt(Math.max(ledger.tip(), 0)),
    chainId: ledger.params.chainId,
    numActions: BigInt(ledger.economy?.actionsAt(ledger.tip()) ?? 0),
    epoch: epochDataAt(ledger),
  }
  const syncStage = 'sync in progress at 0.4 blocks/sec' // what a healthy node says
  return toBinary(
    GetChainMetaResponseSchema,
    create(GetChainMetaResponseSchema, { chainMeta: chain, syncStage }),
  )
}

/** Live blocks with receipts and without transaction logs, from now on. */
function streamBlocks(ledger: Ledger, send: (message: Uint8Array) => void): () => void {
  return ledger.onBlock((block: LedgerBlock) => {
    const message = create(StreamBlocksResponseSchema, {
      block: block.info.subarray(0, block.receiptsEnd),
      blockIdentifier: { hash: block.hash, height: BigInt(block.height) },
    })
    send(toBinary(StreamBlocksResponseSchema, message))
  })
}
