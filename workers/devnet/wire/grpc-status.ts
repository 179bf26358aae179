/** The status codes of gRPC by name. */
export const STATUS = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const

/** The number of a status by its name; UNKNOWN for a name that gRPC does not have. */
export function codeNumber(name: string): number {
  return Object.entries(STATUS).find(([known]) => known === name)?.[1] ?? STATUS.UNKNOWN
}

/** A call that the node refuses; code and text go into the trailers as they are. */
export class GrpcRefusal extends Error {
  readonly status: number

  constructor(status: keyof typeof STATUS, text: string) {
    super(text)
    this.status = STATUS[status]
  }
}
