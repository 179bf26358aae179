/** How often something may be asked from one address, and by one account, in a window of time. */
export type RateLimit = {
  readonly windowSeconds: number
  readonly perAddress: number
  readonly perAccount: number
}

/** Many people may share one address (an office, a workshop); one account is one person. */
export const RATE_LIMITS = {
  /** Nonces and mail links. */
  sign_in_ask: { windowSeconds: 600, perAddress: 60, perAccount: 60 },
  sign_in: { windowSeconds: 600, perAddress: 30, perAccount: 30 },
  /** To one mail address, whoever asks: nobody's mailbox is to be filled from here. */
  mail_links: { windowSeconds: 3600, perAddress: 5, perAccount: 5 },
  claims: { windowSeconds: 600, perAddress: 60, perAccount: 20 },
  invites: { windowSeconds: 3600, perAddress: 120, perAccount: 60 },
  tokens: { windowSeconds: 3600, perAddress: 120, perAccount: 60 },
  enrol: { windowSeconds: 600, perAddress: 60, perAccount: 60 },
  /** Each opens connections to elsewhere. */
  endpoint_tests: { windowSeconds: 600, perAddress: 120, perAccount: 60 },
} as const satisfies Record<string, RateLimit>

export type RateName = keyof typeof RATE_LIMITS
