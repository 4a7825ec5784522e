export type FormatErrorCode = 'bad-csv' | 'bad-xml' | 'bad-charset' | 'bad-date' | 'bad-number';

/**
 * Text that is not in the format it should be in, or data that a format cannot carry. `line` counts from 1 where the
 * fault has a place in a text. Test with {@link isFormatError}: the XML module is bundled with its own copy of the class.
 */
export class FormatError extends Error {
  constructor(
    message: string,
    readonly code: FormatErrorCode,
    readonly line?: number,
  ) {
    super(message);
    this.name = 'FormatError';
  }
}

/** True for a FormatError of any copy of the class. */
export function isFormatError(error: unknown): error is FormatError {
  return error instanceof Error && error.name === 'FormatError' && 'code' in error;
}
