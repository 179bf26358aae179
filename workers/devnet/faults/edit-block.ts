import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { type BlockInfo, BlockInfoSchema } from '#lib/nodes/gen/iotexapi_pb.ts'
import {
  type BlockFooter,
  type BlockHeader,
  type BlockHeaderCore,
  BlockHeaderCoreSchema,
  BlockHeaderSchema,
} from '#lib/nodes/gen/iotextypes_pb.ts'
import type { LedgerBlock } from '../ledger.ts'
import { ledgerBlock } from '../recording/ledger-block.ts'

export type BlockEdit = {
  readonly core?: (core: BlockHeaderCore) => void
  readonly header?: (header: BlockHeader) => void
  readonly footer?: (footer: BlockFooter) => void
  readonly info?: (info: BlockInfo) => void
}

/** A block with some of its parts changed in place; every byte of the others stays. */
export function editedBlock(block: LedgerBlock, edit: BlockEdit): LedgerBlock {
  const info = fromBinary(BlockInfoSchema, block.info)
  if (info.block === undefined) throw new RangeError(`block ${block.height} is empty`)
  if (edit.core !== undefined || edit.header !== undefined) {
    const header = fromBinary(BlockHeaderSchema, info.block.header)
    if (edit.core !== undefined) {
      const core = fromBinary(BlockHeaderCoreSchema, header.core)
      edit.core(core)
      header.core = toBinary(BlockHeaderCoreSchema, core)
    }
    edit.header?.(header)
    info.block.header = toBinary(BlockHeaderSchema, header)
  }
  if (info.block.footer !== undefined) edit.footer?.(info.block.footer)
  edit.info?.(info)
  return ledgerBlock(toBinary(BlockInfoSchema, info))
}
