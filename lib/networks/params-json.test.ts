import { expect, test } from 'vitest'
import type { NetworkParams } from '#lib/chain/params.ts'
import { paramsFromJson, paramsToJson } from './params-json.ts'

const params: NetworkParams = {
  genesisMs: 1795225490000,
  chainId: 1,
  evmChainId: 4690,
  seats: 8,
  candidateSeats: 12,
  eras: [
    {
      fromHeight: 1,
      blockIntervalMs: 3000,
      subEpochs: 5,
      footerDelayMs: 2300,
      blockRewardRau: 16n * 10n ** 18n,
    },
    {
      fromHeight: 81,
      blockIntervalMs: 2500,
      subEpochs: 6,
      footerDelayMs: 2050,
      blockRewardRau: 4n * 10n ** 18n,
    },
  ],
  forks: { wake: 81 },
  epochRewards: [{ fromHeight: 1, amountRau: 18750n * 10n ** 18n }],
  delegatesPaidEpochReward: 10,
  exemptOperators: ['io14xgp03z7cj0hmumffjqmru0y0actnxzqvuxv29'],
  foundationBonus: { amountRau: 80n * 10n ** 18n, delegates: 6, epochs: [[1, 6]] },
  rewardingPoolAtGenesisRau: 2n * 10n ** 26n,
  productivityThresholdPercent: 85,
  probationEpochs: 3,
  probationIntensityPercent: 90,
  scoreThresholdRau: 12n * 10n ** 23n,
}

test('params survive the way through JSON, bigints to the last Rau', () => {
  expect(paramsFromJson(JSON.parse(JSON.stringify(paramsToJson(params))))).toEqual(params)
  expect(paramsToJson(params).eras[0]?.blockRewardRau).toBe('16000000000000000000')
})

test('names what does not belong', () => {
  expect(() => paramsFromJson({ ...paramsToJson(params), seats: 0 })).toThrow(/seats/)
  expect(() => paramsFromJson({ ...paramsToJson(params), typo: 1 })).toThrow(/typo/)
})
