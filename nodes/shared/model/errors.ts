export type ModelErrorCode = 'bad-amount' | 'bad-time' | 'bad-identity' | 'bad-record';

/**
 * Input that cannot be brought into the model. `message` is written for the operator; `code` is for programs.
 * The message never repeats personal data: it names the record and the field, not the field's value.
 */
export class ModelError extends Error {
  constructor(
    message: string,
    readonly code: ModelErrorCode,
  ) {
    super(message);
    this.name = 'ModelError';
  }
}
