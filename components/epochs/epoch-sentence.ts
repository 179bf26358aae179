import { counted, grouped } from '#components/ui/format.ts'
import type { EpochView } from '#lib/epochs/schema.ts'

/** The epoch page's first line: what happened in this epoch? */
export function epochSentence(epoch: EpochView): string {
  const all = epoch.endHeight - epoch.startHeight + 1
  const blocks = epoch.complete
    ? `all ${grouped(all)} blocks`
    : `${grouped(epoch.producedBlocks)} of ${grouped(all)} blocks so far`
  const ended = epoch.complete ? unproductiveWords(epoch) : ''
  return `Epoch ${grouped(epoch.epoch)}: ${blocks}, ${lostWords(epoch)}${lateWords(epoch)}${ended}.`
}

function lostWords({ lostRounds, networkLostRounds, delegates }: EpochView): string {
  if (lostRounds === 0) return 'no round lost'
  const own = lostRounds - networkLostRounds
  const culprits = delegates.filter(
    ({ missedPrimary, missedCovering }) => missedPrimary + missedCovering > 0,
  ).length
  const words = `${counted(lostRounds, 'round')} lost`
  if (own === 0) return `${words}, all by the network`
  const by = counted(culprits, 'delegate')
  if (networkLostRounds === 0) return `${words}, all by ${by}`
  return `${words}, of which ${grouped(own)} by ${by} and ${grouped(networkLostRounds)} by the network`
}

function lateWords({ lateCommits }: EpochView): string {
  return lateCommits === 0 ? '' : `, ${counted(lateCommits, 'late commit')}`
}

function unproductiveWords({ delegates }: EpochView): string {
  const count = delegates.filter(({ unproductive }) => unproductive === true).length
  return count === 0 ? '; nobody was unproductive' : `; ${counted(count, 'delegate')} unproductive`
}
