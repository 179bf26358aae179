import type { DecidedTransaction } from './economy.ts'

/** Gas of every kind of transaction without a payload. Source: iotex-core action, …BaseIntrinsicGas. */
export const GAS = 10_000
/** The least price of gas, which is also the base fee of a chain with room in its blocks. */
export const GAS_PRICE_RAU = 10n ** 12n
/** What a transaction pays into the rewarding fund for its gas, without the tip. */
export const GAS_FEE_RAU = BigInt(GAS) * GAS_PRICE_RAU

/** What a transaction pays beyond that; the fund passes it on to the producer. */
export function tipRau({ tipPriceRau }: Pick<DecidedTransaction, 'tipPriceRau'>): bigint {
  return BigInt(GAS) * (tipPriceRau ?? 0n)
}
