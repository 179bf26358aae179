/** What came of asking endpoints whether a contract says yes. */
export type Verdict = 'yes' | 'no' | 'not_answered'

/**
 * What endpoints' answers add up to. The state of a contract is not proven to us, so one endpoint must not be able to
 * make somebody a manager: one no is enough for no, and a yes takes two, where there are two to ask.
 * `answers`: null = that endpoint gave none.
 */
export function verdictOf(answers: readonly (boolean | null)[]): Verdict {
  const given = answers.filter((answer) => answer !== null)
  if (given.includes(false)) return 'no'
  return given.length >= Math.max(1, Math.min(2, answers.length)) ? 'yes' : 'not_answered'
}
