/** Why an endpoint gave no answer, in a few words that an operator understands. */
const WORDS: Readonly<Record<string, string>> = {
  refused: 'its node refuses connections',
  unreachable: 'its node cannot be reached',
  unknown_name: "its node's name does not resolve",
  timed_out: 'its node does not answer in time',
  cut_off: 'its node hangs up',
  tls: "its node's certificate is not valid",
  busy: 'its node is too busy to answer',
  not_a_node: 'something else answers in place of its node',
  wrong_network: 'its node is of another network',
}

/** Words for one of the reasons of lib/nodes/errors.ts; null = no reason is known. */
export function silenceWords(reason: string | null): string {
  return WORDS[reason ?? ''] ?? 'its node gives no answer'
}
