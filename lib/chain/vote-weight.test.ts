import { describe, expect, test } from 'vitest'
import { voteWeight } from './vote-weight.ts'

const IOTX = 10n ** 18n

// Computed with Go's math/big and Log, apart from this code.
describe('a bucket weighs what the chain says', () => {
  test.each([
    [1_200_000n, 91, true, true, 1635067133824581908640994n],
    [1_200_000n, 91, true, false, 1542516163985454635820816n],
    [1_200_000n, 1050, true, true, 1805694928261148479720078n],
    [1000n, 1050, true, false, 1419571484482034851026n],
    [1000n, 365, false, false, 1323598451951026877538n],
    [100n, 1, false, false, 100000000000000000000n],
  ])('%i IOTX for %i days, kept: %s, own: %s', (amount, days, autoStake, isSelfStake, votes) => {
    expect(voteWeight({ stakedRau: amount * IOTX, days, autoStake, isSelfStake })).toBe(votes)
  })

  test('nothing weighs nothing', () => {
    expect(voteWeight({ stakedRau: 0n, days: 91, autoStake: true, isSelfStake: true })).toBe(0n)
  })
})
