/** A signature to be checked: who is said to have signed what. */
export type SignedMessage = {
  readonly digest: Uint8Array
  /** r ‖ s ‖ v. */
  readonly signature: Uint8Array
  readonly publicKey: Uint8Array
}

const DIGEST = 32
const SIGNATURE = 65
const SIZE = DIGEST + SIGNATURE + 65

/** Messages as one run of bytes that a thread can be handed without copying; one that is malformed is not packed. */
export function packed(messages: readonly SignedMessage[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(messages.length * SIZE)
  for (const [index, { digest, signature, publicKey }] of messages.entries()) {
    bytes.set(digest, index * SIZE)
    bytes.set(signature, index * SIZE + DIGEST)
    bytes.set(publicKey, index * SIZE + DIGEST + SIGNATURE)
  }
  return bytes
}

/** The messages in a packed run, as views on it. */
export function* unpacked(bytes: Uint8Array): Iterable<SignedMessage> {
  for (let at = 0; at < bytes.length; at += SIZE) {
    yield {
      digest: bytes.subarray(at, at + DIGEST),
      signature: bytes.subarray(at + DIGEST, at + DIGEST + SIGNATURE),
      publicKey: bytes.subarray(at + DIGEST + SIGNATURE, at + SIZE),
    }
  }
}

/** Whether a message has the sizes that packing expects. */
export function isWellFormed({ digest, signature, publicKey }: SignedMessage): boolean {
  return digest.length === DIGEST && signature.length === SIGNATURE && publicKey.length === 65
}
