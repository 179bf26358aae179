/**
 * A failure with a stable code that callers, pages and tests may rely on; the message names the value that was wrong.
 * Each domain has one subclass with its union of codes.
 */
export class DomainError<Code extends string = string> extends Error {
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}
