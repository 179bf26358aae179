import { DomainError } from '#lib/errors.ts'

type RecordingErrorCode = 'missing_file' | 'cut_file' | 'bad_file' | 'bad_line' | 'broken_chain'

/** What is wrong with a recording folder; the message names the file and, where there is one, the line. */
export class RecordingError extends DomainError<RecordingErrorCode> {}
