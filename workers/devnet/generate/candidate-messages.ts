/** What of a candidate a poll list and a PutPollResult carry. */
type Listed = {
  readonly operator: string
  readonly identity: string
  readonly reward: string
  readonly votes: bigint
}

/** Candidates as iotextypes.Candidate: votes as big-endian bytes without leading zeros. */
export function candidateMessages(list: readonly Listed[]) {
  return list.map(({ operator, identity, reward, votes }) => {
    const digits = votes === 0n ? '' : votes.toString(16)
    const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
    return { address: operator, votes: bytes, rewardAddress: reward, identity }
  })
}
