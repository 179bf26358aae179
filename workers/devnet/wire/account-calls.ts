import { create, toBinary } from '@bufbuild/protobuf'
import { SuggestGasPriceResponseSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import type { Ledger } from '../ledger.ts'
import { account } from './account.ts'
import { actionInfos } from './actions.ts'
import { GrpcRefusal } from './grpc-status.ts'
import { receiptByAction, transactionLogByAction, transactionLogsOfBlock } from './receipt.ts'

const LEAST_GAS_PRICE_RAU = 10n ** 12n

/**
 * Calls about accounts and actions, of a network that knows both; undefined for any other call or network.
 */
export function accountCall(ledger: Ledger, method: string, request: Uint8Array): Uint8Array | undefined {
  const { economy, actions } = ledger
  if (economy === undefined || actions === undefined) return undefined
  switch (method) {
    case 'GetAccount':
      return account(ledger, economy, request)
    case 'GetActions':
      return actionInfos(ledger, actions, request)
    case 'GetReceiptByAction':
      return receiptByAction(ledger, actions, request)
    case 'GetTransactionLogByActionHash':
      return transactionLogByAction(ledger, actions, request)
    case 'GetTransactionLogByBlockHeight':
      return transactionLogsOfBlock(ledger, request)
    case 'SuggestGasPrice':
      return toBinary(
        SuggestGasPriceResponseSchema,
        create(SuggestGasPriceResponseSchema, { gasPrice: LEAST_GAS_PRICE_RAU }),
      )
    case 'GetActPoolActions':
      return new Uint8Array(0)
    case 'GetEvmTransfersByActionHash':
    case 'GetEvmTransfersByBlockHeight': {
      const text = 'evm transfer index is deprecated, call GetSystemLogByBlockHeight instead'
      throw new GrpcRefusal('UNIMPLEMENTED', text)
    }
    case 'GetElectionBuckets':
      throw new GrpcRefusal('UNAVAILABLE', 'Native election no supported')
    default:
      return undefined
  }
}
