import type { NodeErrorReason } from './errors.ts'

/**
 * What one of a machine's addresses gave, in a sentence for its people. Never the error's own text: that may name an
 * address inside our own network to which a name resolves.
 */
const WORDS: Readonly<Record<NodeErrorReason, string>> = {
  refused: 'Nothing listens there: the connection is refused.',
  unreachable: 'There is no way to that address from here.',
  unknown_name: 'The name does not resolve.',
  timed_out: 'It does not answer in time.',
  cut_off: 'It hangs up before it answers.',
  tls: 'TLS fails: its certificate is not valid for this name, or only one side speaks TLS.',
  private_address:
    'It is no public address; we call private ones only where our operator allows their range.',
  redirected: 'It wants to send us elsewhere; we follow no redirects.',
  not_a_node: 'Something else answers there, not an IoTeX node.',
  wrong_network: 'A node of another network answers there.',
  behind: 'It does not have the block yet by which we know the network.',
  not_supported: 'The node there cannot answer what we ask.',
  busy: 'It is too busy to answer, or a proxy without its node.',
  failed: 'The node says that it failed.',
  too_large: 'It sends more than we take.',
  bad_answer: 'Its answer makes no sense.',
  stopped: 'We gave up asking.',
}

export function findingWords(reason: NodeErrorReason): string {
  return WORDS[reason]
}
